package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Terminal.Ran;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatusCommandTest {

    private final Terminal terminal = new Terminal();
    private final FakeComposition composition = terminal.composition;

    @Test
    void everyFigureHasItsWindowItsThresholdAndItsEvents() {
        Stories.watch(composition.work, 20, Level.SEV1);
        Stories.mitigatedIncident(composition.work);

        Ran ran = terminal.run("status");

        assertEquals(
                """
                safeguard status · simulated (provider-outage), clock stands at 2026-03-02T12:00Z · .safeguard/demo.db

                chat-answers  SEV1  service chat · objective 99 % over 30d · as of 2026-03-02 12:00 UTC
                  SLI         80.00 % over 5m  (100 of 500 events bad, 5 of 5 buckets)
                  burn        sev1  1h 20.0x, 5m 20.0x  fires above 14.4x in both  (1,200 of 6,000 events bad in 1h)  FIRING
                              sev2  6h 20.0x, 30m 20.0x  fires above 6.0x in both  (1,200 of 6,000 events bad in 6h)  FIRING
                              sev3  3d 20.0x, 6h 20.0x  fires above 1.0x in both  (1,200 of 6,000 events bad in 3d)  FIRING
                  budget      97.2 % of the 30d budget left  (1,200 of 6,000 events bad)
                  incident    INC-1 mitigated, since 2026-03-02 10:18 UTC
                  mitigations flip-to-fallback  on since 2026-03-02 10:22 UTC for INC-1
                """,
                ran.out());
        assertEquals("", ran.err());
        assertEquals(0, ran.code(), "without --fail-on a bad level is an answer, not a verdict");
    }

    @Test
    void statusInJson() {
        Stories.watch(composition.work, 20, Level.SEV1);
        Stories.mitigatedIncident(composition.work);

        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Status","generatedAt":"2026-03-02T12:00:00Z","items":[
                {"service":"chat","slo":"chat-answers","objective":"0.99","level":"sev1","freshness":"fresh","sli":"0.800000","sliWindow":"PT5M","coverage":"1.0000","tiers":[{"tier":"sev1","long":"PT1H","short":"PT5M","burnLong":"20.00","burnShort":"20.00","factor":"14.4","firing":true},{"tier":"sev2","long":"PT6H","short":"PT30M","burnLong":"20.00","burnShort":"20.00","factor":"6.0","firing":true},{"tier":"sev3","long":"PT72H","short":"PT6H","burnLong":"20.00","burnShort":"20.00","factor":"1.0","firing":true}],"budgetRemaining":"0.9722","incident":"INC-1","activeMitigations":[{"id":"INC-1.run-1/1","step":"flip-to-fallback","mitigation":"http-flag","incident":"INC-1","change":"fallback = on","since":"2026-03-02T10:22:00Z","expiresAt":"2026-03-03T10:22:00Z"}],"asOf":"2026-03-02T12:00:00Z"}
                ]}
                """,
                terminal.run("status", "-o", "json").out());
    }

    @Test
    void mitigationsLeftOnAreLoud() {
        Stories.watch(composition.work, 0, Level.OK);
        Stories.mitigatedIncident(composition.work);
        terminal.run("incident", "cancel", "INC-1", "a load test", "--leave-on", "it goes on until noon");

        String line = "  mitigations flip-to-fallback  LEFT ON since 2026-03-02 10:22 UTC for INC-1, which is over: it goes"
                + " on until noon";
        assertTrue(terminal.run("status").lines().contains(line), terminal.run("status").out());
        assertTrue(terminal.run("status", "-q").out().endsWith("  1 MITIGATION LEFT ON\n"));
        assertEquals(
                "it goes on until noon",
                Json.read(terminal.run("status", "-o", "json").out())
                        .get("items")
                        .get(0)
                        .get("activeMitigations")
                        .get(0)
                        .get("leftOn")
                        .asString());
    }

    @Test
    void aLevelThatPagesWithoutAnIncidentIsLoud() {
        Stories.watch(composition.work, 20, Level.SEV1);

        assertTrue(terminal.run("status").out().contains("  incident    none open, though it is at sev1\n"));
    }

    @Test
    void whatIsNotMeasuredIsNullAndNeverOk() {
        composition.work.commit(stores -> stores.alerts().saveRule(Stories.CHAT));

        Ran json = terminal.run("status", "-o", "json");
        Ran table = terminal.run("status");

        JsonNode item = Json.read(json.out()).get("items").get(0);
        assertAll(
                () -> assertEquals(4, json.code()),
                () -> assertTrue(item.get("sli").isNull()),
                () -> assertTrue(item.get("budgetRemaining").isNull()),
                () -> assertTrue(item.get("tiers").get(0).get("burnLong").isNull()),
                () -> assertEquals("0.0000", item.get("coverage").asString()),
                () -> assertEquals("blind", item.get("freshness").asString()),
                () -> assertFalse(item.has("incident")),
                () -> assertEquals(0, item.get("activeMitigations").size()),
                () -> assertEquals("SG-U041", Json.read(json.err()).get("code").asString()));
        assertTrue(table.out().contains("chat-answers  NOT MEASURED (data blind)  service chat"), table.out());
        assertTrue(table.out().contains("SLI         not measured over 5m  (0 of 5 buckets)"));
        assertTrue(table.out().contains("sev1  1h not measured, 5m not measured  fires above 14.4x in both"));
        assertTrue(table.out().contains("budget      not measured over 30d"));
        assertTrue(table.out().contains("mitigations none on"));
        assertEquals(
                "error: nothing was measured of chat-answers in the 5m before 2026-03-02 12:00 UTC; see whether its"
                        + " source still answers  [SG-U041]\n",
                table.err());
    }

    @Test
    void silenceIsNotNothingMeasured() {
        Stories.watch(composition.work, 0, Level.OK);
        composition.work.commit(stores -> {
            for (int minute = 55; minute < 60; minute++) {
                stores.samples()
                        .save(List.of(new Sample(
                                Stories.CHAT.slo().name(),
                                Stories.at("11:" + minute),
                                EventCounts.NONE)));
            }
        });

        assertTrue(terminal.run("status").out().contains("SLI         no traffic over 5m  (5 of 5 buckets, no event)"));
    }

    @Test
    void withNothingUnderWatchThereIsNoVerdict() {
        Ran ran = terminal.run("status", "-o", "json", "--fail-on", "sev3");

        assertEquals(4, ran.code());
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Status","generatedAt":"2026-03-02T12:00:00Z","items":[]}
                """,
                ran.out());
    }

    @Test
    void failOnIsReachedAtTheLevelOrAbove() {
        Stories.watch(composition.work, 8, Level.SEV2);

        Ran sev2 = terminal.run("status", "--fail-on", "SEV2", "-q");

        assertEquals(3, sev2.code());
        assertEquals("error: chat-answers is at sev2; safeguard incident list --open  [SG-U040]\n", sev2.err());
        assertEquals("chat-answers  SEV2  SLI 92.00 % over 5m  (40 of 500 events bad, 5 of 5 buckets)\n", sev2.out());
        assertEquals(3, terminal.run("status", "--fail-on", "sev3").code());
        assertEquals(0, terminal.run("status", "--fail-on", "sev1").code());
    }

    @Test
    void aHealthySloIsSaidToBeOk() {
        Stories.watch(composition.work, 0, Level.OK);

        Ran ran = terminal.run("status", "--fail-on", "sev3");

        assertEquals(0, ran.code());
        assertTrue(ran.out().contains("chat-answers  OK  service chat"));
        assertTrue(ran.out().contains("incident    none open"));
    }

    @Test
    void watchingPrintsABlockAChangeUntilCtrlC() {
        Stories.watch(composition.work, 0, Level.OK);
        terminal.meanwhile.add(() -> {});
        terminal.meanwhile.add(() -> Stories.watch(composition.work, 20, Level.SEV1));
        terminal.meanwhile.add(() -> {});

        Ran ran = terminal.run("status", "--watch", "-q");

        assertEquals(130, ran.code());
        assertEquals(
                """
                chat-answers  OK  SLI 100.00 % over 5m  (0 of 500 events bad, 5 of 5 buckets)

                chat-answers  SEV1  SLI 80.00 % over 5m  (100 of 500 events bad, 5 of 5 buckets)
                """,
                ran.out());
        assertEquals("", ran.err());
        assertEquals(List.of(Duration.ofSeconds(5)), terminal.pauses.stream().distinct().toList());
        assertEquals(composition.opened, composition.closed);
    }

    @Test
    void watchingIntoAPipeEndsWithTheFirstLookAfterItsReaderHasGone() {
        Stories.watch(composition.work, 0, Level.OK);
        Head head = new Head();
        Console console = new Console(
                Output.of(head, true),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                false,
                false,
                Map.of());
        List<Duration> pauses = new ArrayList<>();
        Invocation.Pause pause = length -> {
            pauses.add(length);
            head.hasSeenEnough = true;
        };

        int code = SafeguardCli.run(composition, console, InstantSource.system(), pause, "status", "--watch");

        assertEquals(0, code);
        assertEquals(List.of(Duration.ofSeconds(5)), pauses);
    }

    private static final class Head extends OutputStream {

        private boolean hasSeenEnough;

        @Override
        public void write(int b) throws IOException {
            if (hasSeenEnough) {
                throw new IOException("Broken pipe");
            }
        }
    }

    @Test
    void watchingOnATerminalRedrawsInPlace() {
        terminal.outIsTerminal = true;
        terminal.env.put("NO_COLOR", "1");
        Stories.watch(composition.work, 0, Level.OK);
        terminal.meanwhile.add(() -> Stories.watch(composition.work, 20, Level.SEV1));

        Ran ran = terminal.run("status", "--watch", "1m", "--quiet");

        String clear = "\u001b[H\u001b[2J";
        assertEquals(
                clear + "chat-answers  OK  SLI 100.00 % over 5m  (0 of 500 events bad, 5 of 5 buckets)\n" + clear
                        + "chat-answers  SEV1  SLI 80.00 % over 5m  (100 of 500 events bad, 5 of 5 buckets)\n",
                ran.out());
        assertEquals(List.of(Duration.ofMinutes(1)), terminal.pauses.stream().distinct().toList());
    }

    @Test
    void watchingWithFailOnEndsWhenTheLevelIsReached() {
        Stories.watch(composition.work, 0, Level.OK);
        terminal.meanwhile.add(() -> Stories.watch(composition.work, 20, Level.SEV1));

        Ran ran = terminal.run("status", "--watch", "--fail-on", "sev2", "-o", "json");

        assertEquals(3, ran.code());
        assertEquals(2, ran.out().lines().filter(line -> line.contains("\"kind\":\"Status\"")).count());
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        assertEquals(2, terminal.run("status", "--watch", "0s").code());
        assertEquals(2, terminal.run("status", "--watch", "soon").code());
    }
}
