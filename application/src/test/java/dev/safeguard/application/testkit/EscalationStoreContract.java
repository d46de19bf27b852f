package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.EscalationStore;
import dev.safeguard.domain.oncall.Escalation;
import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link EscalationStore} guarantees. */
public abstract class EscalationStoreContract extends PersistenceContract {

    private static final EscalationPolicy POLICY = new EscalationPolicy(
            List.of(
                    new EscalationLevel(new Target.OnRotation("primary, \"Zürich\""), Duration.ofMinutes(5)),
                    new EscalationLevel(
                            new Target.People(List.of(Examples.BEN, Examples.ANA)), Duration.ofNanos(1)),
                    new EscalationLevel(new Target.People(List.of()), Duration.ofDays(2))),
            3);

    @ParameterizedTest
    @EnumSource
    void aLadderInEveryStateComesBackAsItWas(Escalation.State state) {
        Escalation ladder = new Escalation("INC-1", POLICY, 3, 2, 1, state, Examples.NOW.plusMillis(7));
        save(ladder);
        assertEquals(Optional.of(ladder), find("INC-1"));
        assertEquals(Optional.empty(), find("INC-2"));
    }

    @Test
    void everyTargetIsTried() {
        assertEquals(
                Set.of(Target.class.getPermittedSubclasses()),
                POLICY.levels().stream().map(level -> level.target().getClass()).collect(Collectors.toSet()),
                "a new target needs an example here");
    }

    @Test
    void aLadderReplacesTheOneOfTheSameSubject() {
        save(Examples.ladder("INC-1"));
        save(Examples.ladder("INC-1").acknowledged());
        assertEquals(Optional.of(Examples.ladder("INC-1").acknowledged()), find("INC-1"));
        assertEquals(List.of(), due());
    }

    @Test
    void whatIsDueFirstComesFirst() {
        Escalation late = due("INC-1", Examples.NOW.plusSeconds(60), Escalation.State.CLIMBING);
        Escalation soon = due("INC-2", Examples.NOW, Escalation.State.EXHAUSTED);
        Escalation alsoSoon = due("INC-3", Examples.NOW, Escalation.State.CLIMBING);
        save(alsoSoon);
        save(late);
        save(soon);
        save(due("INC-4", Examples.NOW, Escalation.State.ACKNOWLEDGED));
        save(due("INC-5", Examples.NOW, Escalation.State.PAUSED));
        assertEquals(List.of(soon, alsoSoon, late), due());
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        save(due("INC-1", Instant.parse("2026-03-02T10:18:00.123999999Z"), Escalation.State.CLIMBING));
        assertEquals(
                Optional.of(due("INC-1", Instant.parse("2026-03-02T10:18:00.123Z"), Escalation.State.CLIMBING)),
                find("INC-1"));
    }

    private static Escalation due(String subject, Instant at, Escalation.State state) {
        return new Escalation(subject, POLICY, 1, 1, 0, state, at);
    }

    private void save(Escalation ladder) {
        write(stores -> stores.escalations().save(ladder));
    }

    private Optional<Escalation> find(String subject) {
        return read(stores -> stores.escalations().find(subject));
    }

    private List<Escalation> due() {
        return read(stores -> stores.escalations().due());
    }
}
