package dev.safeguard.application.port;

import dev.safeguard.application.testkit.FakeLabelReader;
import dev.safeguard.application.testkit.LabelReaderContract;
import java.nio.file.Path;
import java.util.List;

final class FakeLabelReaderTest extends LabelReaderContract {

    private final FakeLabelReader reader = new FakeLabelReader();

    @Override
    protected LabelReader reader() {
        return reader;
    }

    @Override
    protected void write(List<KnownIncident> incidents, Path file) {
        reader.put(file, incidents);
    }

    @Override
    protected void writeNonsense(Path file) {
        reader.putMalformed(file, List.of(new HistoryReader.Problem(1, "the header must name start and end")));
    }
}
