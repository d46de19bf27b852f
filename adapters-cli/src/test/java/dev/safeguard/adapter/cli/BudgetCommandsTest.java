package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Terminal.Ran;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BudgetCommandsTest {

    private static final Instant MONTH_AGO = FakeComposition.NOON.minus(Slo.DEFAULT_PERIOD);

    private final Terminal terminal = new Terminal();
    private final FakeComposition composition = terminal.composition;

    @Test
    void everyFigureHasItsWindowAndItsEvents() {
        aMonthWithAnOutage();

        Ran ran = terminal.run("budget");

        assertEquals(
                """
                safeguard budget · simulated (provider-outage), clock stands at 2026-03-02T12:00Z · .safeguard/demo.db

                chat-answers  LEFT  service chat · objective 99 % over 30d · as of 2026-03-02 12:00 UTC
                  budget      3.3 % of the 30d budget spent, 96.7 % left  (1,440 bad events of 43,200 allowed, 41,760 left)
                  measured    4,320,000 events from 2026-01-31 12:00 to 2026-03-02 12:00 UTC  (43,200 of 43,200 buckets, 100.0 %)
                  burn        4.0x over 6h  (1,440 of 36,000 events bad, 360 of 360 buckets)
                  gone        2026-03-09 18:00 UTC at this rate, in 7d6h
                  incidents   INC-1  3.3 % of the budget  (1,440 of 12,000 events bad, 2026-03-02 10:00 to 2026-03-02 12:00 UTC)
                """,
                ran.out());
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
    }

    @Test
    void budgetInJson() {
        aMonthWithAnOutage();

        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Budget","generatedAt":"2026-03-02T12:00:00Z","items":[
                {"service":"chat","slo":"chat-answers","objective":"0.99","period":"PT720H","month":null,"zone":null,"from":"2026-01-31T12:00:00Z","until":"2026-03-02T12:00:00Z","asOf":"2026-03-02T12:00:00Z","freshness":"fresh","measurement":"measured","spent":"0.0333","left":"0.9667","bad":1440,"badAllowed":43200,"badLeft":41760,"events":4320000,"buckets":43200,"bucketsSoFar":43200,"bucketsOfPeriod":43200,"coverage":"1.0000","burn":"4.00","burnWindow":"PT6H","burnBad":1440,"burnEvents":36000,"burnCoverage":"1.0000","exhaustion":"at","exhaustedAt":"2026-03-09T18:00:00Z","forecast":null,"incidents":[{"incident":"INC-1","share":"0.0333","bad":1440,"events":12000,"from":"2026-03-02T10:00:00Z","until":"2026-03-02T12:00:00Z"}]}
                ]}
                """,
                terminal.run("budget", "-o", "json", "chat-answers").out());
    }

    @Test
    void aMonthOfTheCalendarSaysItsZoneAndHowItWillEnd() {
        aMonthWithAnOutage();

        Ran ran = terminal.run("budget", "--calendar", "--zone", "Europe/Madrid", "--window", "2h");

        assertTrue(
                ran.out().contains("""
                        chat-answers  LEFT  service chat · objective 99 % over 2026-03 (Europe/Madrid) · as of 2026-03-02 12:00 UTC
                          budget      3.2 % of the 2026-03 (Europe/Madrid) budget spent, 96.8 % left  (1,440 bad events of 44,580 allowed, 43,140 left)
                          measured    222,000 events from 2026-02-28 23:00 to 2026-03-02 12:00 UTC  (2,220 of 2,220 buckets, 100.0 %)
                          burn        12.0x over 2h  (1,440 of 12,000 events bad, 120 of 120 buckets)
                          gone        2026-03-04 23:55 UTC at this rate, in 2d11h55m
                          forecast    1143.5 % spent at the end of 2026-03 (Europe/Madrid)  (at this rate)
                        """),
                ran.out());
        JsonNode item = only(terminal.run("budget", "--month", "2026-03", "-o", "json"));
        assertEquals("PT744H", item.get("period").asString());
        assertEquals("2026-03", item.get("month").asString());
        assertEquals("UTC", item.get("zone").asString());
        assertEquals("2026-04-01T00:00:00Z", item.get("until").asString());
        assertEquals(44_640, item.get("bucketsOfPeriod").asInt());
        assertEquals(2_160, item.get("bucketsSoFar").asInt());
        assertFalse(item.get("forecast").isNull());
    }

    @Test
    void aMonthThatIsOverSaysSo() {
        aMonthWithAnOutage();

        String out = terminal.run("budget", "--month", "2026-02").out();

        assertTrue(out.contains("as of 2026-03-01 00:00 UTC"), out);
        assertTrue(out.contains("gone        not within 2026-02 (UTC)"), out);
        assertTrue(out.contains("forecast    0.0 % spent at the end of 2026-02 (UTC)  (it is over)"), out);
        assertTrue(out.contains("incidents   none spent any of it"), out);
    }

    @Test
    void aGapIsSaidWithWhatItCountsAs() {
        Stories.watch(composition.work, 0, Level.OK);

        String out = terminal.run("budget").out();

        assertTrue(
                out.contains("measured    6,000 events from 2026-01-31 12:00 to 2026-03-02 12:00 UTC  (60 of 43,200"
                        + " buckets, 0.1 %); the others count as traffic like the rest without errors"),
                out);
        assertTrue(out.contains("gone        never at this rate"), out);
    }

    @Test
    void whatIsNotMeasuredIsNullAndNeverLeft() {
        composition.work.commit(stores -> stores.alerts().saveRule(Stories.CHAT));

        Ran table = terminal.run("budget");
        Ran json = terminal.run("budget", "-o", "json");

        assertEquals(4, table.code());
        assertTrue(table.out().contains("chat-answers  NOT MEASURED (data blind)  service chat"), table.out());
        assertTrue(table.out().contains("budget      not measured: nothing is known of the 30d budget"));
        assertTrue(table.out().contains("burn        not measured over 6h  (0 of 360 buckets)"));
        assertTrue(table.out().contains("gone        not known"));
        assertEquals(
                "error: nothing was measured of chat-answers from 2026-01-31 12:00 to 2026-03-02 12:00 UTC; see whether"
                        + " its source still answers  [SG-U041]\n",
                table.err());
        JsonNode item = only(json);
        assertAll(
                () -> assertEquals(4, json.code()),
                () -> assertEquals("unmeasured", item.get("measurement").asString()),
                () -> assertTrue(item.get("spent").isNull()),
                () -> assertTrue(item.get("left").isNull()),
                () -> assertTrue(item.get("bad").isNull()),
                () -> assertTrue(item.get("badAllowed").isNull()),
                () -> assertTrue(item.get("burn").isNull()),
                () -> assertEquals("unknown", item.get("exhaustion").asString()),
                () -> assertEquals("blind", item.get("freshness").asString()));
    }

    @Test
    void silenceIsSaidToBeNoTraffic() {
        watchMonth();
        fill(MONTH_AGO, FakeComposition.NOON, 0, 0);

        Ran ran = terminal.run("budget");

        assertEquals(4, ran.code());
        assertTrue(ran.out().contains("budget      no traffic, so nothing of the 30d budget is spent"), ran.out());
        assertTrue(ran.out().contains("burn        no traffic over 6h  (360 of 360 buckets, no event)"), ran.out());
    }

    @Test
    void withNothingUnderWatchThereIsNoBudget() {
        Ran all = terminal.run("budget", "-o", "json");

        assertEquals(4, all.code());
        assertEquals("Budget", Json.read(all.out()).get("kind").asString());
        assertEquals(4, terminal.run("budget", "chat-answers").code());
        assertEquals(4, terminal.run("budget", "gate", "--slo", "chat-answers").code());
    }

    @Test
    void anSloThatIsNotThereIsProbablyAnother() {
        watchMonth();
        String expected = "error: there is no SLO chat-anwsers under watch; did you mean chat-answers?  [SG-U026]\n";

        Ran read = terminal.run("budget", "chat-anwsers");
        Ran gate = terminal.run("budget", "gate", "--slo", "chat-anwsers");

        assertEquals(2, read.code());
        assertEquals(expected, read.err());
        assertEquals(2, gate.code());
        assertEquals(expected, gate.err());
    }

    @Test
    void monthsZonesAndWindowsAreRefusedWithWhatIsExpected() {
        aMonthWithAnOutage();

        assertAll(
                () -> refused("--month: a month is written like 2026-03, was \"march\"", "--month", "march"),
                () -> refused("--month: there is no month 2026-13", "--month", "2026-13"),
                () -> refused("month 2026-04 (UTC) has not begun by 2026-03-02T12:00:00Z", "--month", "2026-04"),
                () -> refused(
                        "--zone: there is no time zone \"Europe/Madird\"; did you mean Europe/Madrid?",
                        "--calendar",
                        "--zone",
                        "Europe/Madird"),
                () -> refused("--zone: says where a month begins", "--zone", "UTC"),
                () -> refused("window 1m30s is no multiple of the resolution 1m", "--window", "90s"),
                () -> refused("--window: is at most 366d, was 367d", "--window", "367d"),
                () -> refused("a window is a positive whole number of seconds", "--window", "0s"));
    }

    private void refused(String message, String... args) {
        List<String> words = new ArrayList<>(List.of("budget"));
        words.addAll(List.of(args));
        Ran ran = terminal.run(words.toArray(String[]::new));
        assertEquals(2, ran.code(), ran.err());
        assertTrue(ran.err().startsWith("error: " + message), ran.err());
        assertTrue(ran.err().endsWith("  [SG-U004]\n"), ran.err());
    }

    @Test
    void theQuietOnesSayALineEach() {
        aMonthWithAnOutage();

        assertEquals(
                "chat-answers  LEFT  3.3 % of the 30d budget spent, 96.7 % left  (1,440 bad events of 43,200 allowed,"
                        + " 41,760 left)\n",
                terminal.run("budget", "-q").out());
    }

    @Test
    void withBudgetTheGateIsOneSentence() {
        aMonthWithAnOutage();

        Ran ran = terminal.run("budget", "gate", "--slo", "chat-answers", "-q");

        assertEquals(0, ran.code());
        assertEquals(
                "chat-answers may ship: it has 96.7 % of its 30d budget left (1,440 bad events of 43,200 allowed,"
                        + " 4,320,000 events in 43,200 of 43,200 buckets up to 2026-03-02 12:00 UTC)\n",
                ran.out());
        assertEquals("", ran.err());
    }

    @Test
    void theHelpOfTheGateWritesAShareAsItIsTyped() {
        String help = terminal.run("budget", "gate", "--help").out();

        assertTrue(help.contains("gate --slo chat-answers --min-left 10%\n"), help);
        assertTrue(help.contains("--min-coverage=50% "), help);
    }

    @Test
    void withTooLittleTheGateStopsWithItsFigures() {
        aMonthWithAnOutage();

        Ran ran = terminal.run("budget", "gate", "--slo", "chat-answers", "--min-left", "97%", "-q");

        assertEquals(3, ran.code());
        assertEquals("", ran.out());
        // 1,296 may be bad: back when 12 of the outage's 120 minutes have left.
        assertEquals(
                "error: chat-answers has 96.7 % of its 30d budget left where 97.0 % is asked for (1,440 bad events of"
                        + " 43,200 allowed, 4,320,000 events in 43,200 of 43,200 buckets up to 2026-03-02 12:00 UTC);"
                        + " back at 2026-04-01 10:12 UTC if nothing else goes bad; stop shipping, fix reliability"
                        + " (--fix INCIDENT lets a repair pass)  [SG-U043]\n",
                ran.err());
    }

    @Test
    void withoutBudgetTheGateStops() {
        spent();

        Ran table = terminal.run("budget", "gate", "--slo", "chat-answers");
        Ran json = terminal.run("budget", "gate", "--slo", "chat-answers", "-o", "json");

        assertEquals(3, table.code());
        assertTrue(
                table.err().contains("error: chat-answers has no budget left, 111.1 % of its 30d budget is spent"
                        + " (48,000 bad events of 43,200 allowed, 4,320,000 events in 43,200 of 43,200 buckets up to 2026-03-02"
                        + " 12:00 UTC); back at 2026-04-01 04:49 UTC if nothing else goes bad; stop shipping"),
                table.err());
        assertEquals(3, json.code());
        JsonNode item = only(json);
        assertAll(
                () -> assertEquals("BudgetGate", Json.read(json.out()).get("kind").asString()),
                () -> assertEquals("stop", item.get("verdict").asString()),
                () -> assertFalse(item.get("passes").asBoolean()),
                () -> assertEquals("-0.1111", item.get("left").asString()),
                () -> assertEquals(-4_800, item.get("badLeft").asInt()),
                () -> assertEquals("gone", item.get("exhaustion").asString()),
                () -> assertEquals("2026-04-01T04:49:00Z", item.get("backAt").asString()),
                () -> assertTrue(item.get("gap").isNull()),
                () -> assertTrue(item.get("fix").isNull()),
                () -> assertEquals("SG-U043", Json.read(json.err()).get("code").asString()));
        String shown = terminal.run("budget").out();
        assertTrue(shown.contains("chat-answers  GONE  service chat"), shown);
        assertTrue(
                shown.contains("budget      111.1 % of the 30d budget spent, nothing left  (48,000 bad events of 43,200"
                        + " allowed, 4,800 too many)\n"),
                shown);
    }

    @Test
    void theRepairOfAnIncidentPassesAndIsRecorded() {
        spent();
        Stories.mitigatedIncident(composition.work);

        Ran ran = terminal.run("budget", "gate", "--slo", "chat-answers", "--fix", "INC-1", "--by", "ana");

        assertEquals(0, ran.code(), ran.err());
        assertTrue(
                ran.out().startsWith("the repair of INC-1 may ship, and is on its timeline: chat-answers has no budget"
                        + " left, 111.1 % of its 30d budget is spent (48,000 bad events"),
                ran.out());
        IncidentEvent release = incident().timeline().getLast();
        assertEquals(Actor.human("ana"), release.actor());
        assertEquals("release", release.change().word());
        String shown = terminal.run("incident", "show", "INC-1").out();
        assertTrue(
                shown.contains("ana releases the repair: 111.1 % of the 30d budget of chat-answers is spent"), shown);
        JsonNode data = only(terminal.run("incident", "show", "INC-1", "-o", "json"))
                .get("timeline")
                .get(5)
                .get("data");
        assertEquals("stop", data.get("verdict").asString());
        assertEquals(48_000, data.get("bad").asInt());
    }

    @Test
    void theGateMayGoByTheCalendarsMonth() {
        spent();

        Ran utc = terminal.run("budget", "gate", "--slo", "chat-answers", "--calendar");
        Ran madrid =
                terminal.run("budget", "gate", "--slo", "chat-answers", "--calendar", "--zone", "Europe/Madrid");

        assertEquals(3, utc.code());
        assertTrue(utc.err().contains("of its 2026-03 (UTC) budget is spent"), utc.err());
        assertTrue(utc.err().contains("; back at 2026-04-01 00:00 UTC if nothing else goes bad"), utc.err());
        assertTrue(madrid.err().contains("; back at 2026-03-31 22:00 UTC if nothing else goes bad"), madrid.err());
        Ran noMonth = terminal.run("budget", "gate", "--slo", "chat-answers", "--zone", "Europe/Madrid");
        assertEquals(2, noMonth.code());
        assertTrue(noMonth.err().contains("add --calendar"), noMonth.err());
    }

    @Test
    void theRepairIsReleasedByWhoIsLoggedInUnlessNamed() {
        spent();
        Stories.mitigatedIncident(composition.work);
        terminal.env.put("USER", "bo");

        JsonNode item = only(
                terminal.run("budget", "gate", "--slo", "chat-answers", "--fix", "1", "-o", "json"));

        assertEquals("INC-1", item.get("fix").asString());
        assertTrue(item.get("passes").asBoolean());
        assertEquals(Actor.human("bo"), incident().timeline().getLast().actor());
    }

    @Test
    void whatIsNoRepairIsRefused() {
        spent();

        Ran missing = terminal.run("budget", "gate", "--slo", "chat-answers", "--fix", "INC-7");
        assertEquals(2, missing.code());
        assertTrue(missing.err().endsWith("  [SG-U020]\n"), missing.err());

        Stories.mitigatedIncident(composition.work);
        assertEquals(0, terminal.run("incident", "cancel", "INC-1", "a", "load", "test", "--leave-on", "on purpose")
                .code());
        Ran over = terminal.run("budget", "gate", "--slo", "chat-answers", "--fix", "INC-1");
        assertEquals(2, over.code());
        assertEquals("error: INC-1 is cancelled: there is nothing left to repair  [SG-U027]\n", over.err());
        assertEquals(List.of(), incident().facts(Change.Fact.RELEASE));

        assertEquals(2, terminal.run("budget", "gate", "--slo", "chat-answers", "--by", "ana").code());
        assertEquals(2, terminal.run("budget", "gate").code());
    }

    @Test
    void whatCannotBeMeasuredEndsWithFourAndSaysWhy() {
        watchMonth();

        gap("no-data", "nothing was measured in the 30d before 2026-03-02 12:00 UTC; see whether");

        fill(MONTH_AGO, FakeComposition.NOON, 0, 0);
        gap("no-traffic", "there was no event in the 30d before 2026-03-02 12:00 UTC; see whether");

        fill(MONTH_AGO, FakeComposition.NOON, 0, 100);
        composition.clock.set(FakeComposition.NOON.plus(Duration.ofMinutes(20)));
        gap("blind", "its newest measurement is too old to say anything of now; by what is there it has 100.0 %");
    }

    @Test
    void aYoungHistoryIsMeasuredWhenThatIsSaidToBeEnough() {
        watchMonth();
        fill(FakeComposition.NOON.minus(Duration.ofDays(3)), FakeComposition.NOON, 0, 100);

        gap("coverage", "10.0 % of the buckets are there, 50.0 % are asked for; by what is there it has 100.0 %");

        assertEquals(
                0, terminal.run("budget", "gate", "--slo", "chat-answers", "--min-coverage", "10%").code());
    }

    private void gap(String word, String why) {
        Ran table = terminal.run("budget", "gate", "--slo", "chat-answers", "-q");
        Ran json = terminal.run("budget", "gate", "--slo", "chat-answers", "-o", "json");

        assertEquals(4, table.code());
        assertTrue(
                table.err().startsWith("error: nobody can tell whether chat-answers has budget: " + why), table.err());
        assertTrue(table.err().endsWith("  [SG-U044]\n"), table.err());
        assertEquals(4, json.code());
        assertEquals("cannot-tell", only(json).get("verdict").asString());
        assertEquals(word, only(json).get("gap").asString());
    }

    private static JsonNode only(Ran ran) {
        JsonNode items = Json.read(ran.out()).get("items");
        assertEquals(1, items.size(), ran.out() + ran.err());
        return items.get(0);
    }

    private Incident incident() {
        return composition.work.read(stores -> stores.incidents().find(Stories.INC_1)).orElseThrow();
    }

    /** Thirty days of a hundred events a minute, 12 of them bad from 10:00 on. */
    private void aMonthWithAnOutage() {
        watchMonth();
        fill(MONTH_AGO, Stories.at("10:00"), 0, 100);
        fill(Stories.at("10:00"), FakeComposition.NOON, 12, 100);
        Stories.mitigatedIncident(composition.work);
    }

    /** The same, and all of them bad in the last eight hours: 48,000 where 43,200 may be. */
    private void spent() {
        watchMonth();
        fill(MONTH_AGO, Stories.at("04:00"), 0, 100);
        fill(Stories.at("04:00"), FakeComposition.NOON, 100, 100);
    }

    private void watchMonth() {
        composition.work.commit(stores -> stores.alerts().saveRule(Stories.CHAT));
    }

    private void fill(Instant from, Instant until, int bad, int total) {
        List<Sample> samples = new ArrayList<>();
        for (Instant start = from; start.isBefore(until); start = start.plus(Slo.DEFAULT_RESOLUTION)) {
            samples.add(new Sample(Stories.CHAT.slo().name(), start, new EventCounts(total - bad, total)));
        }
        composition.work.commit(stores -> stores.samples().save(samples));
    }
}
