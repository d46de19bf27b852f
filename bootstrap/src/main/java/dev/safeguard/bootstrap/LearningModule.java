package dev.safeguard.bootstrap;

import com.google.inject.AbstractModule;
import dev.safeguard.adapter.eval.JsonLinesEvalSink;
import dev.safeguard.adapter.eval.MarkdownPostmortemSink;
import dev.safeguard.application.port.EvalSink;
import dev.safeguard.application.port.PostmortemSink;

/** What is learned, in files. */
final class LearningModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(EvalSink.class).toProvider(JsonLinesEvalSink::new);
        bind(PostmortemSink.class).toProvider(MarkdownPostmortemSink::new);
    }
}
