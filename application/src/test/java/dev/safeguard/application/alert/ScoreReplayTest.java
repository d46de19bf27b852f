package dev.safeguard.application.alert;

import static dev.safeguard.application.alert.Histories.DAY;
import static dev.safeguard.application.alert.Histories.at;
import static dev.safeguard.application.alert.Histories.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.safeguard.application.alert.ReplayScore.IncidentScore;
import dev.safeguard.application.alert.ReplayScore.JudgedPage;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreReplayTest {

    /** Total failure for ten minutes: sev1 one minute in, and the level pages until minute 40. */
    private static final int OUTAGE = 3 * DAY + 14 * 60;

    private static final int LEVEL_CALM = OUTAGE + 40;
    private static final Replay OUTAGES = Histories.replay("chat", 14 * DAY, ScoreReplayTest::outages);

    private final ScoreReplay score = new ScoreReplay();

    @Test
    void anIncidentIsDetectedByTheFirstPageThatFallsIntoIt() {
        ReplayScore scored = scored(incident("a", OUTAGE, OUTAGE + 10));

        Detection.Sent sent =
                assertInstanceOf(Detection.Sent.class, scored.incidents().getFirst().page());
        assertEquals(Duration.ofMinutes(1), sent.delay());
        assertEquals(at(OUTAGE + 1), sent.first().at());
        assertEquals("sev1", sent.first().tier().name());
        assertEquals("chat", sent.first().slo().value());
        // One minute of total failure in an hour is 16.67 times the budget; an hour of 720 in the period.
        Ratio burn = Ratio.of(1_000, 60_000).dividedBy(Ratio.of("0.001"));
        assertEquals(burn.times(Ratio.of(1, 720)), sent.first().budgetSpent());
        assertEquals(Optional.of(Ratio.ONE), scored.recall());
        assertEquals(Optional.of(Ratio.of(1, 2)), scored.precision());
        assertEquals(Optional.of(Duration.ofMinutes(1)), scored.medianDetection());
        assertEquals(Optional.of(Ratio.ONE), scored.summary().pagesAWeek());
    }

    @Test
    void aPageAtTheVeryStartOrWithinTheShortWindowAfterTheEndFallsIntoTheIncident() {
        int page = OUTAGE + 1;
        assertEquals(Optional.of(Duration.ZERO), detection(incident("a", page, page + 1)).after());
        assertEquals(Optional.of(Duration.ofMinutes(6)), detection(incident("a", page - 6, page - 5)).after());
        assertEquals(new Detection.Missed(), detection(incident("a", page - 7, page - 6)));
    }

    @Test
    void aLevelThatPagedWhenTheIncidentBeganDetectsItAtOnceAndSaysSo() {
        ReplayScore scored = scored(incident("a", LEVEL_CALM - 1, LEVEL_CALM + 5));

        Detection.Already already = assertInstanceOf(
                Detection.Already.class, scored.incidents().getFirst().page());
        assertEquals(at(OUTAGE + 1), already.standing().at());
        assertEquals(Optional.empty(), already.next());
        assertEquals(1, scored.alreadyPaging());
        assertEquals(Optional.of(Duration.ZERO), scored.medianDetection());
        // The page came before the incident, so it was wrong; yet it ran into it.
        assertEquals(Optional.of(Ratio.ZERO), scored.precision());
        assertEquals(List.of("a"), scored.pages().getFirst().runsInto());
        assertEquals(List.of(), scored.pages().getLast().runsInto());
    }

    @Test
    void aLevelThatIsCalmWhenTheIncidentBeginsDoesNotDetectIt() {
        assertEquals(new Detection.Missed(), detection(incident("a", LEVEL_CALM, LEVEL_CALM + 5)));
    }

    @Test
    void whatOnlyATicketTellsOfIsMissedByPagesAndSaid() {
        int from = 5 * DAY;
        Replay slow = Histories.replay("chat", 12 * DAY, minute -> within(minute, from, 2 * DAY) ? 0.002 : 0);
        ReplayScore scored = score.score(
                List.of(slow), List.of(incident("slow", from, from + 2 * DAY)), ZoneOffset.UTC);
        IncidentScore one = scored.incidents().getFirst();

        assertEquals(new Detection.Missed(), one.page());
        Sighting ticket = one.ticket().by().orElseThrow();
        assertEquals(Severity.SEV3, ticket.severity());
        assertEquals(Optional.of(Duration.between(at(from), ticket.at())), one.ticket().after());
        assertEquals(1, scored.ticketOnly());
        assertEquals(Optional.of(Ratio.ZERO), scored.recall());
        assertEquals(Optional.empty(), scored.precision());
        assertEquals(Optional.empty(), scored.medianDetection());
        assertEquals(1, scored.summary().tickets());
    }

    @Test
    void incidentsThatDoNotBeginWithinTheHistoryAreListedAndNotScored() {
        KnownIncident before = incident("before", -5, 5);
        KnownIncident first = incident("first", 0, 5);
        KnownIncident last = incident("last", 14 * DAY - 1, 14 * DAY);
        KnownIncident after = incident("after", 14 * DAY, 14 * DAY + 5);
        ReplayScore scored = scored(after, last, first, before);

        assertEquals(List.of(before, after), scored.outside());
        assertEquals(
                List.of(first, last),
                scored.incidents().stream().map(IncidentScore::incident).toList());
    }

    @Test
    void aPageInAnIncidentThatBeganBeforeTheHistoryIsRight() {
        ReplayScore scored = scored(incident("long", -5, OUTAGE + 10));

        assertEquals(Optional.empty(), scored.recall());
        assertEquals(Optional.of(Ratio.of(1, 2)), scored.precision());
    }

    @Test
    void overlappingIncidentsShareAPageThatCountsOnce() {
        ReplayScore scored = scored(
                incident("b", OUTAGE, OUTAGE + 10),
                incident("a", OUTAGE - 3, OUTAGE + 5),
                incident("c", OUTAGE + 10, OUTAGE + 20));

        assertEquals(
                List.of(List.of("b"), List.of("a"), List.of()),
                scored.incidents().stream().map(IncidentScore::overlaps).toList());
        assertEquals(3, scored.detected());
        assertEquals(1, scored.rightPages());
        assertEquals(List.of("a", "b"), scored.pages().getFirst().incidents());
        assertEquals(Optional.of(Duration.ofMinutes(1)), scored.medianDetection());
        assertEquals(Optional.of(Duration.ofMinutes(4)), scored.worstDetection());
    }

    @Test
    void theMedianOfAnEvenNumberLiesHalfWay() {
        ReplayScore scored =
                scored(incident("a", OUTAGE, OUTAGE + 10), incident("b", OUTAGE - 3, OUTAGE + 10));

        assertEquals(Optional.of(Duration.ofSeconds(150)), scored.medianDetection());
    }

    @Test
    void whicheverSloPagesFirstDetectsAnIncident() {
        List<Sample> both = new ArrayList<>(Histories.samples("a-late", 8 * DAY, minute -> outages(minute - 2)));
        both.addAll(Histories.samples("z-early", 8 * DAY, ScoreReplayTest::outages));
        ReplayScore scored =
                score.score(Histories.replays(both), List.of(incident("a", OUTAGE, OUTAGE + 10)), ZoneOffset.UTC);

        assertEquals(
                "z-early",
                scored.incidents().getFirst().page().by().orElseThrow().slo().value());
        assertEquals(2, scored.rightPages());
        assertEquals(
                List.of("z-early", "a-late"),
                scored.pages().stream()
                        .map(JudgedPage::page)
                        .map(page -> page.slo().value())
                        .distinct()
                        .toList());
    }

    @Test
    void nightIsFromTenUntilEightWhereSomebodySleeps() {
        // Pages at 14:01 and, another day, at 02:01 in UTC.
        assertEquals(1, nights("UTC"));
        assertEquals(1, nights("Asia/Tokyo"));
        assertEquals(0, nights("Asia/Bangkok"));

        List<String> nights = List.of("21:59:59", "22:00:00", "23:59:59", "00:00:00", "07:59:59", "08:00:00").stream()
                .filter(time -> ReplaySummary.isNight(Instant.parse("2026-03-01T" + time + "Z"), ZoneOffset.UTC))
                .toList();
        assertEquals(List.of("22:00:00", "23:59:59", "00:00:00", "07:59:59"), nights);
    }

    @Test
    void ofNoReplayNothingIsTold() {
        ReplayScore scored = score.score(List.of(), List.of(incident("a", 0, 1)), ZoneOffset.UTC);

        assertEquals(1, scored.outside().size());
        assertEquals(Optional.empty(), scored.recall());
        assertEquals(Optional.empty(), scored.precision());
        assertEquals(Optional.empty(), scored.summary().pagesAWeek());
        assertEquals(Optional.empty(), scored.summary().worstBudget());
    }

    private int nights(String zone) {
        return score.score(List.of(OUTAGES), List.of(), ZoneId.of(zone)).summary().nightPages();
    }

    private Detection detection(KnownIncident incident) {
        return scored(incident).incidents().getFirst().page();
    }

    private ReplayScore scored(KnownIncident... incidents) {
        return score.score(List.of(OUTAGES), List.of(incidents), ZoneOffset.UTC);
    }

    private static KnownIncident incident(String id, int from, int until) {
        return new KnownIncident(id, at(from), at(until), "", "");
    }

    /** Ten minutes of total failure on the fourth day, and three and a half days later again, at night. */
    private static double outages(int minute) {
        return within(minute, OUTAGE, 10) || within(minute, OUTAGE + 3 * DAY + DAY / 2, 10) ? 1 : 0;
    }
}
