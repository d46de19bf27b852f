package dev.safeguard.application.port;

import dev.safeguard.application.testkit.FakePostmortemSink;
import dev.safeguard.application.testkit.PostmortemSinkContract;
import java.nio.file.Path;

final class FakePostmortemSinkTest extends PostmortemSinkContract {

    private final FakePostmortemSink sink = new FakePostmortemSink();

    @Override
    protected PostmortemSink sink() {
        return sink;
    }

    @Override
    protected String read(Path file) {
        return sink.render(sink.published(file).orElseThrow());
    }

    @Override
    protected Path unwritable(Path within) {
        sink.setFull(true);
        return within.resolve("anywhere");
    }
}
