package dev.safeguard.bootstrap.archfixture.rule10.domain.incident;

import dev.safeguard.bootstrap.archfixture.rule10.domain.eval.EvalCase;

interface Incident {
    EvalCase learned();
}
