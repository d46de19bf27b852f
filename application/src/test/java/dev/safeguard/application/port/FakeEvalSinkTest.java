package dev.safeguard.application.port;

import dev.safeguard.application.testkit.EvalSinkContract;
import dev.safeguard.application.testkit.FakeEvalSink;
import java.nio.file.Path;

final class FakeEvalSinkTest extends EvalSinkContract {

    private final FakeEvalSink sink = new FakeEvalSink();

    @Override
    protected EvalSink sink() {
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
