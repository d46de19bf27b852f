package dev.safeguard.application.port;

import dev.safeguard.application.testkit.FakeHistoryReader;
import dev.safeguard.application.testkit.HistoryReaderContract;
import dev.safeguard.domain.slo.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class FakeHistoryReaderTest extends HistoryReaderContract {

    private final FakeHistoryReader reader = new FakeHistoryReader();

    @Override
    protected HistoryReader reader() {
        return reader;
    }

    @Override
    protected void write(List<Sample> rows, Path file) {
        reader.put(file, Duration.ofMinutes(1), rows);
    }

    @Override
    protected void writeNonsense(Path file) {
        reader.putMalformed(file, List.of(new HistoryReader.Problem(1, "header must be \"slo,start,good,total\"")));
    }
}
