package dev.safeguard.bootstrap.archfixture.rule04.adapter.cli;

import dev.safeguard.bootstrap.archfixture.rule04.adapter.eval.FileEvalSink;

interface EvalCommand {
    FileEvalSink sink();
}
