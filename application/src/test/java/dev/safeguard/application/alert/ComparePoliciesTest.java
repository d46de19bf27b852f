package dev.safeguard.application.alert;

import static dev.safeguard.application.alert.Histories.DAY;
import static dev.safeguard.application.alert.Histories.at;
import static dev.safeguard.application.alert.Histories.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.alert.PolicyComparison.Burn;
import dev.safeguard.application.alert.PolicyComparison.Verdict;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparePoliciesTest {

    private static final int SHORT = DAY;
    private static final int LONG = 3 * DAY;
    private static final List<Sample> SAMPLES = Histories.samples(
            "chat", 5 * DAY, minute -> within(minute, SHORT, 2) || within(minute, LONG, 10) ? 1 : 0);
    private static final Replay BUILT_IN = Histories.replays(SAMPLES).getFirst();

    @Test
    void burnsStandBesideEachOther() {
        // Four minutes of failure in an hour are 66.67 times the budget, and three are 50.
        PolicyComparison compared = compare(tier("50", 60, 5));

        assertEquals(
                List.of(Verdict.NOT, Verdict.LATER),
                compared.burns().stream().map(Burn::verdict).toList());
        Burn burn = compared.burns().getLast();
        assertEquals(at(LONG + 1), burn.from());
        assertEquals(Optional.of(Duration.ofMinutes(3)), burn.later());
        assertEquals(at(LONG + 4), burn.other().orElseThrow().first().at());
        assertEquals(1, compared.count(Verdict.LATER));
        assertEquals(2, compared.present().pages());
        assertEquals(1, compared.other().pages());
        assertEquals(compared.present().worstBudget(), compared.other().worstBudget());
        // Four minutes of the 43.2 that may be bad.
        assertEquals(Optional.of(Ratio.of(40, 432)), compared.other().medianBudgetAtPage());
    }

    @Test
    void theOtherWayRoundABurnIsNewOrEarlier() {
        Replay other = Histories.replay(SAMPLES, BUILT_IN.rule(), AlertPolicy.custom(List.of(tier("50", 60, 5))));
        PolicyComparison compared = new ComparePolicies().compare(List.of(other), List.of(BUILT_IN), ZoneOffset.UTC);

        assertEquals(
                List.of(Verdict.NEW, Verdict.EARLIER),
                compared.burns().stream().map(Burn::verdict).toList());
        assertEquals(Optional.of(Duration.ofMinutes(-3)), compared.burns().getLast().later());
    }

    @Test
    void thePolicyItselfIsTheSame() {
        PolicyComparison compared =
                new ComparePolicies().compare(List.of(BUILT_IN), List.of(BUILT_IN), ZoneOffset.UTC);

        assertEquals(2, compared.count(Verdict.SAME));
        assertEquals(compared.present(), compared.other());
    }

    @Test
    void aPageThatComesTheShortWindowAfterTheLevelIsCalmIsOfTheSameBurnAndALaterOneIsNot() {
        // The level is at sev1 from minute 1 to 15 when nothing else holds it; one hour in 1 is 16.7 times the budget.
        AlertPolicy brief = AlertPolicy.custom(List.of(tier("14.4", 60, 5)));
        Replay present = Histories.replay(SAMPLES, BUILT_IN.rule(), brief);
        assertEquals(at(LONG + 15), Stretch.pages(present).getLast().until());

        for (int gap : List.of(5, 6)) {
            int again = LONG + 15 + gap - 1;
            List<Sample> twice = Histories.samples(
                    "chat", 5 * DAY, minute -> within(minute, LONG, 10) || within(minute, again, 1) ? 1 : 0);
            List<Replay> both = List.of(Histories.replay(twice, BUILT_IN.rule(), brief));
            PolicyComparison compared = new ComparePolicies().compare(both, both, ZoneOffset.UTC);
            assertEquals(2, compared.present().pages(), "gap " + gap);
            assertEquals(gap == 5 ? 1 : 2, compared.burns().size(), "gap " + gap);
        }
    }

    @Test
    void otherHistoriesAreRefused() {
        List<Replay> shorter = List.of(Histories.replay("chat", DAY, minute -> 0));
        ComparePolicies compare = new ComparePolicies();
        assertThrows(
                IllegalArgumentException.class, () -> compare.compare(List.of(BUILT_IN), shorter, ZoneOffset.UTC));
    }

    private static PolicyComparison compare(BurnTier tier) {
        Replay other = Histories.replay(SAMPLES, BUILT_IN.rule(), AlertPolicy.custom(List.of(tier)));
        return new ComparePolicies().compare(List.of(BUILT_IN), List.of(other), ZoneOffset.UTC);
    }

    private static BurnTier tier(String factor, int longMinutes, int shortMinutes) {
        return new BurnTier(
                "sev1",
                Severity.SEV1,
                Ratio.of(factor),
                Window.ofMinutes(longMinutes),
                Window.ofMinutes(shortMinutes),
                0,
                0);
    }
}
