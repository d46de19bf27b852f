package dev.safeguard.application.port;

import dev.safeguard.application.testkit.FakeHistoryWriter;
import dev.safeguard.application.testkit.HistoryWriterContract;
import dev.safeguard.domain.slo.Sample;
import java.nio.file.Path;
import java.util.List;

final class FakeHistoryWriterTest extends HistoryWriterContract {

    private final FakeHistoryWriter writer = new FakeHistoryWriter();

    @Override
    protected HistoryWriter writer() {
        return writer;
    }

    @Override
    protected List<Sample> read(Path file) {
        return writer.written(file).orElseThrow();
    }

    @Override
    protected Path unwritable() {
        writer.setFull(true);
        return folder.resolve("anywhere.csv");
    }
}
