package dev.safeguard.adapter.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.PostmortemSink;
import dev.safeguard.application.testkit.PostmortemSinkContract;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.postmortem.ActionItem;
import dev.safeguard.domain.postmortem.Blamelessness;
import dev.safeguard.domain.postmortem.Impact;
import dev.safeguard.domain.postmortem.Postmortem;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MarkdownPostmortemSinkTest extends PostmortemSinkContract {

    private static final Slo SLO = new Slo(
            new SloName("chat-answers"),
            new ServiceName("chat"),
            "answers returned successfully",
            Objective.of("0.99"),
            Slo.DEFAULT_PERIOD,
            Slo.DEFAULT_RESOLUTION);

    @Override
    protected PostmortemSink sink() {
        return new MarkdownPostmortemSink();
    }

    @Test
    void aWholeIncidentIsTold() throws IOException {
        EvalCase evalCase = evalCase();
        Postmortem postmortem = new Postmortem(
                wholeIncident(),
                SLO,
                new Impact(at("10:00:00"), at("10:28:00"), new EventCounts(57_129, 60_000), Ratio.of("0.0213")),
                List.of("Root cause: the *quota* | of the provider ran out"),
                List.of("shed-load: recovered"),
                List.of("The provider answered again before the cache ran cold"),
                List.of(
                        new ActionItem(
                                "Alert on <provider> | errors",
                                Optional.of("Bo"),
                                Optional.of(LocalDate.parse("2026-03-16"))),
                        new ActionItem("Calibrate the case", Optional.empty(), Optional.empty())),
                Optional.of(evalCase),
                List.of(new Blamelessness.Flag("should have", "say what was known at the time")),
                at("11:20:00"));

        String text = sink().render(postmortem);

        assertEquals(expected().replace("CASE-ID", evalCase.id()), text);
    }

    @Test
    void whatIsNotThereYetIsSaid() {
        Incident incident = detected(Optional.empty());
        String text = sink().render(Postmortem.of(
                incident,
                SLO,
                new Impact(at("10:18:00"), at("10:18:00"), EventCounts.NONE, Ratio.ZERO),
                Optional.empty(),
                List.of(),
                at("10:19:00")));
        for (String line : List.of(
                "| Impact | no events were counted, 2026-03-02 10:18:00 to 2026-03-02 10:18:00 UTC (0s) |",
                "| Error budget | 0 % of the 30d budget spent |",
                "| Acknowledged | not yet |",
                "| Mitigated | not yet |",
                "| Resolved | not yet |",
                "| State | detected |",
                "None was applied.",
                "Nothing is recorded.",
                "Without a case, the same fault can come back unseen.",
                "Nothing was flagged in the stated causes.")) {
            assertTrue(text.lines().anyMatch(line::equals), () -> "missing: " + line + "\n" + text);
        }
    }

    private static Incident wholeIncident() {
        return detected(Optional.of(new IncidentId(3)))
                .with(at("10:18:00"), Actor.ONCALL, new Change.Recorded(Change.Fact.PAGE), "page -> Ana (level 1)")
                .with(at("10:20:00"), Actor.human("Ana"), new Change.Acknowledged(), "")
                .with(
                        at("10:21:00"),
                        Actor.TRIAGE,
                        new Change.Triaged("model-provider-outage", Optional.of("provider-outage")),
                        "97 % of 2871 errors are provider-5xx")
                .with(at("10:21:00"), Actor.RUNBOOK, new Change.MitigationStarted(), "runbook provider-outage")
                .with(
                        at("10:25:00"),
                        Actor.RUNBOOK,
                        new Change.Recorded(Change.Fact.STEP),
                        "1/3 enable-cache: not recovered",
                        step("enable-cache", "not-recovered")
                                .with("sliBefore", Ratio.of("0.5"), 4)
                                .with("sliAfter", Ratio.of("0.9499"), 4))
                .with(
                        at("10:28:00"),
                        Actor.RUNBOOK,
                        new Change.Recorded(Change.Fact.STEP),
                        "2/3 shed-load: recovered",
                        step("shed-load", "recovered")
                                .with("sliBefore", Ratio.of("0.9499"), 4)
                                .with("sliAfter", Ratio.ONE, 4)
                                .with("degraded", Ratio.of("0.12"), 4))
                .with(
                        at("10:28:00"),
                        Actor.RUNBOOK,
                        new Change.Recorded(Change.Fact.STEP),
                        "3/3 static-answers: not needed",
                        step("static-answers", "not-needed"))
                .with(at("10:28:00"), Actor.RUNBOOK, new Change.Mitigated(), "users are served again")
                .with(
                        at("11:05:30"),
                        Actor.RUNBOOK,
                        new Change.Recorded(Change.Fact.REVERT),
                        "1/1 shed-load: reverted",
                        step("shed-load", "recovered")
                                .with("sliBefore", Ratio.ONE, 4)
                                .with("sliAfter", Ratio.ONE, 4))
                .with(
                        at("11:10:00"),
                        Actor.human("Ana"),
                        new Change.CauseFound("the *quota* | should have been renewed"),
                        "the *quota* | should have been renewed")
                .with(at("11:14:00"), Actor.human("Ana"), new Change.Resolved(), "");
    }

    private static Incident detected(Optional<IncidentId> follows) {
        return Incident.detected(
                new IncidentId(7),
                at("10:18:00"),
                Actor.ALERTING,
                new Change.Detected(SLO.service(), SLO.name(), Severity.SEV1, follows),
                "burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x",
                Figures.NONE);
    }

    private static Figures step(String mitigation, String outcome) {
        return Figures.NONE.with("mitigation", mitigation).with("outcome", outcome);
    }

    private static EvalCase evalCase() {
        return new EvalCase(
                "model-provider-outage",
                SLO.service(),
                SLO.name(),
                SLO.objective(),
                "provider-errors",
                Ratio.of("0.5"),
                2000,
                List.of(
                        new Assertion.SliHolds(SLO.objective()),
                        new Assertion.AlertFires(Severity.SEV1, Duration.ofMinutes(20))),
                new IncidentId(7),
                at("11:20:00"));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + "Z");
    }

    private static String expected() throws IOException {
        try (InputStream resource = MarkdownPostmortemSinkTest.class.getResourceAsStream("postmortem.md")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
