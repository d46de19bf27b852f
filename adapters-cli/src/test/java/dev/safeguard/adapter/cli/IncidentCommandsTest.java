package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Terminal.Ran;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentCommandsTest {

    private final Terminal terminal = new Terminal();
    private final FakeComposition composition = terminal.composition;

    @Test
    void noIncidentIsSaidInWordsAndAsAnEmptyDocument() {
        assertTrue(terminal.run("incident", "list").out().endsWith("no incident yet\n"));
        assertTrue(terminal.run("incident", "list", "--open").out().endsWith("no incident is open\n"));
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Incidents","generatedAt":"2026-03-02T12:00:00Z","items":[]}
                """,
                terminal.run("incident", "list", "-o", "json").out());
    }

    @Test
    void incidentsAreListedInColumns() {
        Stories.mitigatedIncident(composition.work);

        assertEquals(
                """
                simulated (provider-outage), clock stands at 2026-03-02T12:00Z · .safeguard/demo.db
                ID     SEVERITY  STATE      SERVICE  SLO           DETECTED (UTC)    RESOLVED AFTER  SYMPTOM
                INC-1  sev1      mitigated  chat     chat-answers  2026-03-02 10:18  -               model-provider-outage
                """,
                terminal.run("incident", "list").out());
    }

    @Test
    void incidentsInJsonHaveNullWhereNothingHappenedYet() {
        Stories.mitigatedIncident(composition.work);

        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Incidents","generatedAt":"2026-03-02T12:00:00Z","items":[
                {"id":"INC-1","service":"chat","slo":"chat-answers","severity":"sev1","state":"mitigated","symptom":"model-provider-outage","detectedAt":"2026-03-02T10:18:00Z","acknowledgedAt":"2026-03-02T10:20:00Z","mitigatedAt":"2026-03-02T10:28:00Z","resolvedAt":null,"closedAt":null,"links":[]}
                ]}
                """,
                terminal.run("incident", "list", "-o", "json").out());
    }

    @Test
    void openLeavesOutWhatNeedsNobody() {
        Stories.mitigatedIncident(composition.work);
        terminal.run("incident", "cancel", "INC-1", "a", "load", "test", "--leave-on", "it goes on");

        assertEquals(0, Json.read(terminal.run("incident", "list", "--open", "-o", "json").out()).get("items").size());
        assertEquals(1, Json.read(terminal.run("incident", "list", "-o", "json").out()).get("items").size());
    }

    @Test
    void anIncidentIsShownWithItsTimeline() {
        Stories.mitigatedIncident(composition.work);

        assertEquals(
                """
                simulated (provider-outage), clock stands at 2026-03-02T12:00Z · .safeguard/demo.db
                INC-1  SEV1  mitigated  service chat · SLO chat-answers

                detected      2026-03-02 10:18 UTC
                acknowledged  2m after it was detected
                mitigated     10m after it was detected
                resolved      not yet
                closed        not yet
                symptom       model-provider-outage -> runbook provider-outage
                root cause    not recorded yet

                #  UTC    EVENT       BY                  WHAT
                1  10:18  detect      safeguard/alerting  chat-answers: burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x
                2  10:20  ack         Ana                 acknowledged by Ana
                3  10:21  triage      safeguard/triage    symptom model-provider-outage (97 % of 287 errors are provider-5xx) -> runbook provider-outage
                4  10:22  mitigating  safeguard/runbook   runbook started
                5  10:28  mitigated   safeguard/runbook   recovered · 1 mitigation on
                """,
                terminal.run("incident", "show", "1").out());
    }

    @Test
    void longEntriesHangOnATerminal() {
        Stories.mitigatedIncident(composition.work);
        terminal.outIsTerminal = true;
        terminal.env.put("TERM", "dumb");

        assertTrue(terminal.run("incident", "show", "1").out().contains("""
                3  10:21  triage      safeguard/triage    symptom model-provider-outage (97 % of 287 errors are provider-5xx) -> runbook
                                                          provider-outage
                """));
    }

    @Test
    void anIncidentInJsonIsItsSummaryAndItsTimeline() {
        Stories.watch(composition.work, 0, Level.OK);
        terminal.run("incident", "declare", "--slo", "chat-answers", "--severity", "sev2", "--by", "bo", "it", "is", "slow");

        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Incident","generatedAt":"2026-03-02T12:00:00Z","items":[
                {"id":"INC-1","service":"chat","slo":"chat-answers","severity":"sev2","state":"detected","symptom":null,"detectedAt":"2026-03-02T12:00:00Z","acknowledgedAt":"2026-03-02T12:00:00Z","mitigatedAt":null,"resolvedAt":null,"closedAt":null,"links":[],"timeline":[{"sequence":1,"at":"2026-03-02T12:00:00Z","event":"detect","actor":"bo","message":"it is slow","data":{}},{"sequence":2,"at":"2026-03-02T12:00:00Z","event":"ack","actor":"bo","message":"declared by bo","data":{}}]}
                ]}
                """,
                terminal.run("incident", "show", "inc-1", "-o", "json").out());
    }

    @Test
    void figuresOfTheTimelineAreExact() {
        Stories.mitigatedIncident(composition.work);

        String shown = terminal.run("incident", "show", "INC-1", "-o", "json").out();

        assertEquals(
                "{\"tier\":\"sev1\",\"long\":\"PT1H\",\"short\":\"PT5M\",\"burnLong\":\"15.00\",\"burnShort\":\"50.00\","
                        + "\"factor\":\"14.4\",\"budgetSpent\":\"0.0208\",\"badLong\":9000,\"totalLong\":60000,"
                        + "\"onset\":\"2026-03-02T10:00:00Z\"}",
                Json.read(shown).get("items").get(0).get("timeline").get(0).get("data").toString());
    }

    @Test
    void anIncidentIsSteeredFromDeclarationToClosing() {
        Stories.watch(composition.work, 0, Level.OK);

        List<Ran> story = List.of(
                terminal.run("incident", "declare", "--slo=chat-answers", "--severity=sev3", "answers are slow"),
                terminal.run("incident", "ack", "INC-1"),
                terminal.run("incident", "triage", "INC-1", "--symptom", "slow-retrieval", "--runbook", "warm-cache"),
                terminal.run("incident", "note", "INC-1", "the", "index", "is", "cold"),
                terminal.run("incident", "resolve", "INC-1", "--cause", "the index was rebuilt"),
                terminal.run("incident", "reopen", "INC-1", "still slow"),
                terminal.run("incident", "resolve", "INC-1"),
                terminal.run("postmortem", "INC-1", "--write"),
                terminal.run("incident", "close", "INC-1"));

        assertEquals(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0), story.stream().map(Ran::code).toList());
        assertEquals(
                """
                INC-1  detected  declared by operator
                INC-1  detected  acknowledged by operator
                INC-1  triaged  symptom slow-retrieval, runbook warm-cache
                INC-1  triaged  the index is cold
                INC-1  resolved  resolved by operator, recovered by measurement
                INC-1  mitigating  reopened by operator: still slow
                INC-1  resolved  resolved by operator, recovered by measurement
                .safeguard/postmortems/INC-1.md
                INC-1  closed  closed by operator
                """,
                String.join("", story.stream().map(Ran::out).toList()));
        assertEquals(Optional.of("the index was rebuilt"), incident().cause());
        assertEquals(IncidentState.CLOSED, incident().state());
    }

    @Test
    void steeringSaysWhatItIsAboutUnlessQuiet() {
        Stories.mitigatedIncident(composition.work);

        assertEquals(
                "safeguard: simulated (provider-outage), clock stands at 2026-03-02T12:00Z · .safeguard/demo.db\n",
                terminal.run("incident", "ack", "INC-1").err());
        assertEquals("", terminal.run("incident", "ack", "INC-1", "-q").err());
        assertEquals("", terminal.run("incident", "ack", "INC-1", "-o", "json").err());
    }

    @Test
    void steeringInJsonShowsTheIncident() {
        Stories.mitigatedIncident(composition.work);

        Ran ran = terminal.run("incident", "note", "INC-1", "the provider is back", "-o", "json");

        assertEquals("Incident", Json.read(ran.out()).get("kind").asString());
        assertEquals(
                "the provider is back",
                Json.read(ran.out()).get("items").get(0).get("timeline").get(5).get("message").asString());
    }

    @Test
    void whoDoesItIsTheLoginUnlessSaid() {
        Stories.mitigatedIncident(composition.work);
        terminal.run("incident", "note", "INC-1", "first");
        terminal.env.put("USER", "carla");
        terminal.run("incident", "note", "INC-1", "second");
        terminal.run("incident", "note", "INC-1", "third", "--by", "bo");

        assertEquals(
                List.of("operator", "carla", "bo"),
                incident().timeline().subList(5, 8).stream()
                        .map(IncidentEvent::actor)
                        .map(Object::toString)
                        .toList());
        assertTrue(incident().timeline().getLast().actor().isHuman());
    }

    @Test
    void nobodySignsAsAPartOfSafeguard() {
        Stories.mitigatedIncident(composition.work);

        Ran ran = terminal.run("incident", "note", "INC-1", "x", "--by", "safeguard/alerting");

        assertEquals(2, ran.code());
        assertEquals(5, incident().timeline().size());
        assertEquals(2, terminal.run("incident", "note", "INC-1", "x", "--by", " ").code());
        assertEquals(2, terminal.run("incident", "note", "INC-1", " ").code());
    }

    @Test
    void aTextMayLookLikeAnythingAfterTwoDashes() {
        Stories.mitigatedIncident(composition.work);

        assertEquals(0, terminal.run("incident", "note", "INC-1", "@bo", "see", "/tmp/${x}").code());
        assertEquals(0, terminal.run("incident", "note", "INC-1", "--", "--watch", "\"it\"").code());
        assertEquals(
                List.of("@bo see /tmp/${x}", "--watch \"it\""),
                incident().timeline().subList(5, 7).stream()
                        .map(IncidentEvent::message)
                        .toList());
    }

    @Test
    void measurementsHaveToAgreeWithAResolution() {
        Stories.watch(composition.work, 20, Level.SEV1);
        Stories.mitigatedIncident(composition.work);

        Ran refused = terminal.run("incident", "resolve", "INC-1");
        Ran halfForced = terminal.run("incident", "resolve", "INC-1", "--force", "the source lies");
        Ran forced = terminal.run(
                "incident", "resolve", "INC-1", "--force", "the source lies", "--leave-on", "it does no harm");

        assertEquals(3, refused.code());
        assertEquals(
                "error: INC-1 cannot be resolved: chat-answers has not passed a recovery check (SLI 0.8000, objective"
                        + " 0.99); 1 mitigation is still on (flip-to-fallback) (--force REASON resolves it all the same,"
                        + " --leave-on REASON leaves them on)  [SG-U024]\n",
                refused.err());
        assertEquals(3, halfForced.code());
        assertEquals(
                "error: INC-1 cannot be resolved: 1 mitigation is still on (flip-to-fallback) (--leave-on REASON leaves"
                        + " them on)  [SG-U024]\n",
                halfForced.err());
        assertEquals(0, forced.code());
    }

    @Test
    void whatClosingNeedsIsAskedFor() {
        Stories.watch(composition.work, 0, Level.OK);
        Stories.mitigatedIncident(composition.work);
        terminal.run("incident", "resolve", "INC-1", "--leave-on", "known");

        Ran noCause = terminal.run("incident", "close", "INC-1");
        terminal.run("postmortem", "INC-1", "--write");
        Ran noCase = terminal.run("incident", "close", "INC-1", "--cause", "a certificate had expired");
        Ran waived = terminal.run(
                "incident", "close", "INC-1", "--cause", "a certificate had expired", "--waive", "not reproducible");

        assertEquals(List.of(3, 3, 0), List.of(noCause.code(), noCase.code(), waived.code()));
        assertTrue(noCause.err().contains("add --cause TEXT  [SG-U025]"));
        assertTrue(noCase.err().contains("add --waive REASON  [SG-U025]"));
    }

    @Test
    void whatCannotBeDoneIsRefusedWithItsReason() {
        Stories.watch(composition.work, 0, Level.OK);
        Stories.mitigatedIncident(composition.work);

        Ran nowhere = terminal.run("incident", "show", "INC-9");
        Ran noId = terminal.run("incident", "ack", "chat");
        Ran illegal = terminal.run("incident", "triage", "INC-1", "--symptom", "x");
        Ran second = terminal.run("incident", "declare", "--slo", "chat-answers", "--severity", "sev1", "down");
        Ran unknownSlo = terminal.run("incident", "declare", "--slo", "chat", "--severity", "sev1", "down");
        Ran mitigated = terminal.run("incident", "cancel", "INC-1", "a load test");
        terminal.run("incident", "cancel", "INC-1", "a load test", "--leave-on", "until noon");
        Ran late = terminal.run("incident", "ack", "INC-1");

        assertAll(
                () -> assertEquals(
                        List.of(2, 2, 2, 2, 2, 2),
                        List.of(
                                nowhere.code(), noId.code(), illegal.code(), second.code(), unknownSlo.code(), late.code())),
                () -> assertEquals(
                        "error: there is no incident INC-9 here (safeguard incident list shows those there are)"
                                + "  [SG-U020]\n",
                        nowhere.err()),
                () -> assertEquals(
                        "error: ID: an incident is named like INC-7, was \"chat\"; safeguard incident ack --help shows"
                                + " what there is  [SG-U004]\n",
                        noId.err()),
                () -> assertEquals(
                        "error: INC-1 is mitigated and cannot become triaged; from mitigated it can become mitigating,"
                                + " resolved, cancelled  [SG-U022]\n",
                        illegal.err()),
                () -> assertEquals(
                        "error: chat has an open incident already; safeguard incident list --open shows it  [SG-U023]\n",
                        second.err()),
                () -> assertEquals(
                        "error: there is no SLO chat under watch; there are [chat-answers]  [SG-U004]\n",
                        unknownSlo.err()),
                () -> assertEquals(3, mitigated.code()),
                () -> assertEquals(
                        "error: INC-1 cannot be cancelled: 1 mitigation is still on (flip-to-fallback) (--leave-on"
                                + " REASON leaves them on)  [SG-U028]\n",
                        mitigated.err()),
                () -> assertEquals(
                        "error: INC-1 is cancelled and needs nobody any more  [SG-U021]\n", late.err()));
    }

    @Test
    void whatAnIncidentThatIsOverNeverHadIsNotExpectedAnyMore() {
        Stories.watch(composition.work, 0, Level.OK);
        terminal.run("incident", "declare", "--slo", "chat-answers", "--severity", "sev3", "it is slow");
        terminal.run("incident", "resolve", "INC-1");

        List<String> shown = terminal.run("incident", "show", "INC-1").lines();

        assertTrue(shown.contains("mitigated     never: it recovered without a mitigation"), shown.toString());
        assertTrue(shown.contains("closed        not yet"), shown.toString());
        terminal.run("incident", "declare", "--slo", "chat-answers", "--severity", "sev3", "it is slow");
        terminal.run("incident", "cancel", "INC-2", "it was not");
        List<String> cancelled = terminal.run("incident", "show", "INC-2").lines();
        assertTrue(cancelled.contains("mitigated     never"), cancelled.toString());
        assertTrue(cancelled.contains("resolved      never"), cancelled.toString());
    }

    @Test
    void whoeverWasSlowerMayTryAgain() {
        composition.unusable = Optional.of(new StoreException.Conflict("somebody else has added to INC-1 meanwhile"));

        Ran ran = terminal.run("incident", "ack", "INC-1");

        assertEquals(1, ran.code());
        assertEquals(
                "error: somebody else has added to INC-1 meanwhile; nothing was kept; look at what is there now and try"
                        + " again  [SG-U031]\n",
                ran.err());
    }

    private Incident incident() {
        return composition.work.read(stores -> stores.incidents().find(Stories.INC_1)).orElseThrow();
    }
}
