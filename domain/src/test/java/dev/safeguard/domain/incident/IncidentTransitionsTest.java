package dev.safeguard.domain.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class IncidentTransitionsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Actor ANA = Actor.human("ana");

    private static final Change.Detected DETECTED =
            new Change.Detected(new ServiceName("chat"), new SloName("chat-answers"), Severity.SEV1, Optional.empty());
    private static final Change TRIAGED = new Change.Triaged("model-provider-outage", Optional.empty());
    private static final Change STARTED = new Change.MitigationStarted();
    private static final Change MITIGATED = new Change.Mitigated();
    private static final Change RESOLVED = new Change.Resolved();
    private static final Change REOPENED = new Change.Reopened();
    private static final Change CLOSED = new Change.Closed(Optional.empty());
    private static final Change CANCELLED = new Change.Cancelled("a load test");

    /** The whole table: whatever is not in it is refused. */
    private static final Set<String> LEGAL = Set.of(
            "detected -> triaged by triage",
            "detected -> resolved by resolve",
            "detected -> cancelled by cancel",
            "triaged -> mitigating by mitigating",
            "triaged -> resolved by resolve",
            "triaged -> cancelled by cancel",
            "mitigating -> mitigated by mitigated",
            "mitigating -> resolved by resolve",
            "mitigating -> cancelled by cancel",
            "mitigated -> mitigating by mitigating",
            "mitigated -> resolved by resolve",
            "mitigated -> cancelled by cancel",
            "resolved -> mitigating by reopen",
            "resolved -> closed by close");

    static Stream<Arguments> everyMove() {
        List<Change> moves = List.of(DETECTED, TRIAGED, STARTED, MITIGATED, RESOLVED, REOPENED, CLOSED, CANCELLED);
        return Arrays.stream(IncidentState.values())
                .flatMap(from -> moves.stream().map(change -> Arguments.of(from, change)));
    }

    @ParameterizedTest
    @MethodSource("everyMove")
    void aMoveIsLegalExactlyWhenTheTableHasIt(IncidentState from, Change change) {
        Incident incident = in(from);
        IncidentState to = change.target().orElseThrow();
        String move = from.word() + " -> " + to.word() + " by " + change.word();

        if (LEGAL.contains(move)) {
            assertEquals(to, incident.with(NOON, ANA, change, "").state(), move);
        } else {
            assertThrows(IllegalTransitionException.class, () -> incident.with(NOON, ANA, change, ""), move);
            assertEquals(from, incident.state(), "a refused move changes nothing");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTableListsTheStatesThatFollow(IncidentState from) {
        for (IncidentState to : IncidentState.values()) {
            boolean legal = LEGAL.stream().anyMatch(move -> move.startsWith(from.word() + " -> " + to.word() + " "));

            assertEquals(legal, from.legalNext().contains(to), from + " -> " + to);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DETECTED,   'triaged, resolved, cancelled'",
        "TRIAGED,    'mitigating, resolved, cancelled'",
        "MITIGATING, 'mitigated, resolved, cancelled'",
        "MITIGATED,  'mitigating, resolved, cancelled'",
        "CLOSED,     'nothing else'",
        "CANCELLED,  'nothing else'"
    })
    void aRefusalNamesTheIncidentFromAndToAndWhatIsLegal(IncidentState from, String legal) {
        var refused = assertThrows(IllegalTransitionException.class, () -> in(from).with(NOON, ANA, CLOSED, ""));

        String word = from.word();
        assertEquals(
                "INC-7 is " + word + " and cannot become closed; from " + word + " it can become " + legal,
                refused.getMessage());
    }

    @Test
    void onlyAResolvedIncidentIsReopenedAndItIsNotMerelyStartedAgain() {
        var reopened = assertThrows(
                IllegalTransitionException.class,
                () -> in(IncidentState.MITIGATED).with(NOON, ANA, REOPENED, ""));
        var started = assertThrows(
                IllegalTransitionException.class,
                () -> in(IncidentState.RESOLVED).with(NOON, ANA, STARTED, ""));

        assertEquals(
                "INC-7 is mitigated and cannot be reopened;"
                        + " only a resolved incident can, this one can start mitigating",
                reopened.getMessage());
        assertEquals("INC-7 is resolved and cannot start mitigating; it can be reopened", started.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void whatMovesNothingIsLegalInEveryState(IncidentState state) {
        List<Change> changes = Stream.<Change>concat(
                        Stream.of(
                                new Change.Joined(new SloName("chat-latency"), Severity.SEV2),
                                new Change.Acknowledged(),
                                new Change.CauseFound("an expired certificate")),
                        Arrays.stream(Change.Fact.values()).map(Change.Recorded::new))
                .toList();

        for (Change change : changes) {
            assertEquals(state, in(state).with(NOON, ANA, change, "").state(), change.word());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DETECTED, true",
        "TRIAGED, true",
        "MITIGATING, true",
        "MITIGATED, true",
        "RESOLVED, false",
        "CLOSED, false",
        "CANCELLED, false"
    })
    void everythingBeforeResolvedIsOpen(IncidentState state, boolean open) {
        assertEquals(open, state.isOpen());
        assertEquals(open, in(state).isOpen());
    }

    @Test
    void everyChangeHasAWordOfItsOwn() {
        List<Change> changes = Stream.<Change>concat(
                        Stream.of(
                                DETECTED,
                                TRIAGED,
                                STARTED,
                                MITIGATED,
                                RESOLVED,
                                REOPENED,
                                CLOSED,
                                CANCELLED,
                                new Change.Joined(new SloName("a"), Severity.SEV2),
                                new Change.Acknowledged(),
                                new Change.CauseFound("b")),
                        Arrays.stream(Change.Fact.values()).map(Change.Recorded::new))
                .toList();

        assertEquals(
                List.of(
                        "detect",
                        "triage",
                        "mitigating",
                        "mitigated",
                        "resolve",
                        "reopen",
                        "close",
                        "cancel",
                        "join",
                        "ack",
                        "cause",
                        "page",
                        "escalate",
                        "clear",
                        "step",
                        "revert",
                        "runbook",
                        "note",
                        "release",
                        "postmortem",
                        "eval",
                        "left-on",
                        "held-back",
                        "hands-on"),
                changes.stream().map(Change::word).toList());
    }

    private static Incident in(IncidentState state) {
        List<Change> path = switch (state) {
            case DETECTED -> List.of();
            case TRIAGED -> List.of(TRIAGED);
            case MITIGATING -> List.of(TRIAGED, STARTED);
            case MITIGATED -> List.of(TRIAGED, STARTED, MITIGATED);
            case RESOLVED -> List.of(TRIAGED, STARTED, MITIGATED, RESOLVED);
            case CLOSED -> List.of(TRIAGED, STARTED, MITIGATED, RESOLVED, CLOSED);
            case CANCELLED -> List.of(CANCELLED);
        };
        Incident incident = Incident.detected(new IncidentId(7), NOON, Actor.ALERTING, DETECTED, "burn", Figures.NONE);
        for (Change change : path) {
            incident = incident.with(NOON, ANA, change, "");
        }
        return incident;
    }
}
