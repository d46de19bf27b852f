package dev.safeguard.domain.postmortem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostmortemTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Actor ANA = Actor.human("ana");
    private static final List<String> ROSTER = List.of("ana", "bo");
    private static final Slo SLO = new Slo(
            new SloName("chat-answers"),
            new ServiceName("chat"),
            "answers",
            Objective.of("0.99"),
            Duration.ofDays(30),
            Duration.ofMinutes(1));
    private static final EvalCase EVAL_CASE = new EvalCase(
            "model-provider-outage",
            SLO.service(),
            SLO.name(),
            SLO.objective(),
            "provider-5xx",
            Ratio.of("0.5"),
            1_000,
            List.of(new Assertion.SliHolds(SLO.objective())),
            new IncidentId(7),
            NOON);

    private static final Incident NEW = Incident.detected(
            new IncidentId(7),
            NOON,
            Actor.ALERTING,
            new Change.Detected(SLO.service(), SLO.name(), Severity.SEV1, Optional.empty()),
            "burn 1h 15.0x > 14.4x",
            Figures.NONE);

    /** Triaged, mitigated in its second step, and resolved with a cause. */
    private static final Incident MITIGATED = step(
                    step(
                            step(
                                    NEW.with(minute(2), ANA, new Change.Acknowledged(), "seen")
                                            .with(
                                                    minute(3),
                                                    Actor.TRIAGE,
                                                    new Change.Triaged(
                                                            "model-provider-outage", Optional.of("provider-outage")),
                                                    "97 % of 2871 errors are provider-5xx")
                                            .with(minute(4), Actor.RUNBOOK, new Change.MitigationStarted(), ""),
                                    minute(6),
                                    "flip-to-fallback",
                                    "not-recovered",
                                    "not recovered"),
                            minute(9),
                            "enable-cache",
                            "recovered",
                            "enable-cache brought the SLI back to 100 %"),
                    minute(9),
                    "shed-load",
                    "not-needed",
                    "not needed")
            .with(minute(10), Actor.RUNBOOK, new Change.Mitigated(), "");

    private static final Incident RESOLVED = MITIGATED
            .with(minute(50), ANA, new Change.CauseFound("an expired certificate"), "an expired certificate")
            .with(minute(60), ANA, new Change.Resolved(), "");

    @Test
    void contributingFactorsAreTheCauseTheSymptomAndTheEvidence() {
        assertEquals(
                List.of(
                        "Root cause: an expired certificate",
                        "Symptom by triage: model-provider-outage",
                        "Evidence: 97 % of 2871 errors are provider-5xx"),
                postmortem(RESOLVED).contributingFactors());
    }

    @Test
    void aMissingCauseIsSaidAndBecomesAnAction() {
        Postmortem postmortem = postmortem(NEW);

        assertEquals(
                List.of("The root cause is not recorded yet (safeguard incident close --cause)"),
                postmortem.contributingFactors());
        assertEquals(List.of("Record the root cause"), texts(postmortem));
    }

    @Test
    void whatWentWellIsWhatTheTimelineShows() {
        assertEquals(
                List.of(
                        "enable-cache brought the SLI back to 100 %",
                        "The runbook stopped as soon as the service had recovered: 1 step was not needed",
                        "A human had it 2 minutes after the page"),
                postmortem(RESOLVED).wentWell());
        assertEquals(List.of(), postmortem(NEW).wentWell());
    }

    @Test
    void severalSparedStepsAreCounted() {
        Incident more = step(MITIGATED, minute(11), "static-answers", "not-needed", "not needed");

        assertEquals(
                "The runbook stopped as soon as the service had recovered: 2 steps were not needed",
                postmortem(more).wentWell().get(1));
    }

    @ParameterizedTest
    @CsvSource({"5, true", "6, false"})
    void aQuickAcknowledgementIsWorthTelling(int minutes, boolean told) {
        Incident acknowledged = NEW.with(minute(minutes), ANA, new Change.Acknowledged(), "seen");

        assertEquals(
                told ? List.of("A human had it " + minutes + " minutes after the page") : List.of(),
                postmortem(acknowledged).wentWell());
    }

    @Test
    void healingByItselfIsLuck() {
        Incident healed = NEW.with(minute(20), ANA, new Change.Resolved(), "");

        assertEquals(
                List.of("It ended without a mitigation of ours: next time it may not"),
                postmortem(healed).luck());
        assertEquals(List.of(), postmortem(RESOLVED).luck());
        assertEquals(List.of(), postmortem(NEW).luck(), "it has not ended yet");
    }

    @Test
    void actionsFollowFromWhatDidNotWork() {
        Incident escalated = RESOLVED.with(minute(61), Actor.ONCALL, new Change.Recorded(Change.Fact.ESCALATE), "bo");

        Postmortem postmortem = Postmortem.of(escalated, SLO, impact(), Optional.of(EVAL_CASE), ROSTER, minute(90));

        assertEquals(
                List.of(
                        "Calibrate eval case " + EVAL_CASE.id()
                                + ": see it fail on the broken system and pass on the fixed one",
                        "Find out why the page had to climb the ladder",
                        "Decide whether step flip-to-fallback belongs where it is:"
                                + " the service had not recovered after it"),
                texts(postmortem));
        assertEquals(Optional.of(EVAL_CASE), postmortem.evalCase());
    }

    @Test
    void aStepThatFailedTwiceIsOneAction() {
        Incident twice = step(RESOLVED, minute(61), "flip-to-fallback", "not-recovered", "not recovered");

        assertEquals(1, postmortem(twice).actions().size());
    }

    @Test
    void mitigationsAreTheStepsAndTheReversalsInOrder() {
        Incident reverted = RESOLVED.with(
                minute(65), Actor.RUNBOOK, new Change.Recorded(Change.Fact.REVERT), "enable-cache is off again");

        assertEquals(
                List.of(
                        "not recovered",
                        "enable-cache brought the SLI back to 100 %",
                        "not needed",
                        "enable-cache is off again"),
                postmortem(reverted).mitigations().stream()
                        .map(IncidentEvent::message)
                        .toList());
    }

    @Test
    void causesThatBlameAreFlaggedAndNotRefused() {
        Incident blaming = NEW.with(
                        minute(5), ANA, new Change.CauseFound("Bo forgot to renew the certificate"), "cause recorded")
                .with(minute(6), ANA, new Change.CauseFound("Bo forgot to renew the certificate"), "cause recorded");

        assertEquals(
                List.of(
                        new Blamelessness.Flag("bo", "name the role or the condition, not the person"),
                        new Blamelessness.Flag("forgot to", "say what would have prompted it")),
                postmortem(blaming).flags());
    }

    @Test
    void onlyCausesAreCheckedForBlame() {
        Incident plain = NEW.with(minute(2), ANA, new Change.Recorded(Change.Fact.NOTE), "ana: bo should have a look")
                .with(minute(5), ANA, new Change.CauseFound("an expired certificate"), "cause recorded by ana");

        assertEquals(List.of(), postmortem(plain).flags());
    }

    @Test
    void carriesItsImpactAndItsDate() {
        Postmortem postmortem = postmortem(RESOLVED);

        assertEquals(impact(), postmortem.impact());
        assertEquals(minute(90), postmortem.asOf());
    }

    @Test
    void anActionSaysWhatIsToBeDone() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> new ActionItem(" ", Optional.empty(), Optional.empty()));

        assertEquals("an action item says what is to be done", refused.getMessage());
    }

    private static Postmortem postmortem(Incident incident) {
        return Postmortem.of(incident, SLO, impact(), Optional.empty(), ROSTER, minute(90));
    }

    private static Impact impact() {
        return new Impact(minute(-18), minute(10), new EventCounts(20_000, 28_000), Ratio.of("0.02"));
    }

    private static List<String> texts(Postmortem postmortem) {
        return postmortem.actions().stream().map(ActionItem::text).toList();
    }

    private static Incident step(Incident incident, Instant at, String step, String outcome, String message) {
        return incident.with(
                at,
                Actor.RUNBOOK,
                new Change.Recorded(Change.Fact.STEP),
                message,
                Figures.NONE.with("mitigation", step).with("outcome", outcome));
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
