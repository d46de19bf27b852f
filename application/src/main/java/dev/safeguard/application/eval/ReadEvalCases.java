package dev.safeguard.application.eval;

import dev.safeguard.application.port.EvalSink;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.eval.EvalCase;
import java.nio.file.Path;
import java.util.List;

/** Hands out the regression cases made so far. */
public final class ReadEvalCases {

    private final UnitOfWork work;
    private final EvalSink sink;

    public ReadEvalCases(UnitOfWork work, EvalSink sink) {
        this.work = work;
        this.sink = sink;
    }

    /** All cases, by id. */
    public List<EvalCase> all() {
        return work.read(stores -> stores.evalCases().all());
    }

    /** All cases in the sink's format. */
    public String render() {
        return sink.render(all());
    }

    /** Writes all cases to this file, atomically, and says how many there were. */
    public int export(Path file) {
        List<EvalCase> cases = all();
        sink.publish(cases, file);
        return cases.size();
    }
}
