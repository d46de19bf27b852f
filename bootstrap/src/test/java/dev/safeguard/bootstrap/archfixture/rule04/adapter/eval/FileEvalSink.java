package dev.safeguard.bootstrap.archfixture.rule04.adapter.eval;

import dev.safeguard.bootstrap.archfixture.rule04.bootstrap.Wiring;

public interface FileEvalSink {
    Wiring wiring();
}
