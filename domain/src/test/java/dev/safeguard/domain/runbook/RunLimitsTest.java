package dev.safeguard.domain.runbook;

import static dev.safeguard.domain.runbook.SimulatedService.NOON;
import static dev.safeguard.domain.runbook.SimulatedService.SLO;
import static dev.safeguard.domain.runbook.SimulatedService.step;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLimitsTest {

    @Test
    void aServiceWithoutRunsMayBeActedOn() {
        assertEquals(Optional.empty(), RunLimits.refusal(List.of(), NOON));
    }

    @ParameterizedTest
    @CsvSource({"59, 40, 20, 3 runs in the last hour; 3 are the limit", "60, 40, 20,", "61, 40, 20,"})
    void threeRunsInAnHourAreTheLimit(int first, int second, int third, String refusal) {
        List<RunbookRun> runs = List.of(run(first, first - 1), run(second, second - 1), run(third, third - 1));

        assertEquals(Optional.ofNullable(refusal), RunLimits.refusal(runs, NOON));
    }

    @Test
    void moreThanTheLimitIsTold() {
        List<RunbookRun> runs = List.of(run(50, 45), run(40, 35), run(30, 25), run(20, 15));

        assertEquals(Optional.of("4 runs in the last hour; 3 are the limit"), RunLimits.refusal(runs, NOON));
    }

    @ParameterizedTest
    @CsvSource({"9, a run ended less than 10 minutes ago", "10,", "11,"})
    void tenMinutesLieBetweenTheEndOfARunAndTheNext(int endedAgo, String refusal) {
        assertEquals(Optional.ofNullable(refusal), RunLimits.refusal(List.of(run(30, endedAgo)), NOON));
    }

    @Test
    void aLongRunCoolsDownFromItsEnd() {
        assertEquals(
                Optional.of("a run ended less than 10 minutes ago"), RunLimits.refusal(List.of(run(300, 5)), NOON));
    }

    @Test
    void aClockThatStepsBackDoesNotOpenTheGate() {
        assertEquals(
                Optional.of("a run ended less than 10 minutes ago"), RunLimits.refusal(List.of(run(-1, -2)), NOON));
    }

    private static RunbookRun run(int startedMinutesAgo, int endedMinutesAgo) {
        Runbook runbook = new Runbook(
                "provider-outage",
                "model-provider-outage",
                Autonomy.AUTO,
                Runbook.DEFAULT_SETTLE,
                Runbook.DEFAULT_DEADLINE,
                List.of(step("flip-to-fallback")));
        return new RunbookRun(
                RunId.of("INC-7", 1),
                "INC-7",
                SLO.service(),
                SLO.name(),
                SLO.objective(),
                SLO.resolution(),
                runbook,
                new Authority.Automation(),
                NOON.minus(Duration.ofMinutes(startedMinutesAgo)),
                new Phase.Finished(Phase.Result.STOPPED, "", NOON.minus(Duration.ofMinutes(endedMinutesAgo))),
                Optional.empty(),
                List.of());
    }
}
