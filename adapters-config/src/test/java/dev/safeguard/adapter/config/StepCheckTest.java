package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StepCheckTest {

    private final ConfigurationReader reader =
            new ConfigurationReader(Map.of(), StepCheck.against(List.of(new Flag(), new Restart())));

    @Test
    void stepsThatFitTheirMitigationAreRead() {
        var runbook = reader.readRunbook("""
                name: two-steps
                symptom: slow
                steps:
                  - { mitigation: http-flag, with: { url: http://localhost, value: "on" } }
                  - { mitigation: restart }
                """, "test.yaml");
        assertEquals(2, runbook.steps().size());
    }

    @Test
    void whatDoesNotFitIsToldWhereItStands() {
        var refused = assertThrows(ConfigurationException.class, () -> reader.readRunbook("""
                name: five-steps
                symptom: slow
                steps:
                  - { name: a, mitigation: http-flags }
                  - { name: b, mitigation: http-flag, with: { vaule: "on", url: http://localhost } }
                  - { name: c, mitigation: http-flag, with: { value: "on" } }
                  - { name: d, mitigation: http-flag }
                  - { name: e, mitigation: restart, with: { force: "yes" } }
                """, "test.yaml"));
        assertEquals(
                List.of(
                        "test.yaml:4:28: there is no mitigation of type \"http-flags\"; did you mean \"http-flag\"?"
                                + " (SG-C016)",
                        "test.yaml:5:54: mitigation http-flag takes no parameter \"vaule\"; did you mean \"value\"?"
                                + " (SG-C016)",
                        "test.yaml:6:45: mitigation http-flag needs parameter \"url\": where the flag is set; add it"
                                + " under \"with\" (SG-C016)",
                        "test.yaml:7:28: mitigation http-flag needs parameter \"url\": where the flag is set; add it"
                                + " under \"with\" (SG-C016)",
                        "test.yaml:8:52: mitigation restart takes no parameter \"force\"; remove it: there are no"
                                + " parameters (SG-C016)"),
                refused.problems().stream().map(ConfigurationProblem::toString).toList());
    }

    @Test
    void aValueOfTheWrongTypeIsToldWhereItStands() {
        var refused = assertThrows(ConfigurationException.class, () -> reader.readRunbook("""
                name: two-steps
                symptom: slow
                steps:
                  - { name: a, mitigation: http-flag, with: { url: no url, timeout: soon } }
                """, "test.yaml"));
        assertEquals(
                List.of(
                        "test.yaml:4:52: mitigation http-flag: parameter url must be a URL such as"
                                + " http://127.0.0.1:8080/flags/cache, was \"no url\"; correct the value (SG-C016)",
                        "test.yaml:4:69: mitigation http-flag: parameter timeout must be a duration such as 30s, was"
                                + " \"soon\"; correct the value (SG-C016)"),
                refused.problems().stream().map(ConfigurationProblem::toString).toList());
    }

    @Test
    void whereATypeCouldBeFoundIsSuggestedToo() {
        var pluggable = new ConfigurationReader(
                Map.of(), StepCheck.against(List.of(new Flag(), new Restart()), "or name its folder"));
        String steps = """
                name: one-step
                symptom: slow
                steps: [ { mitigation: kubernetes-scale } ]
                """;
        assertEquals(
                List.of("test.yaml:3:24: there is no mitigation of type \"kubernetes-scale\"; it can be http-flag,"
                        + " restart; or name its folder (SG-C016)"),
                problems(pluggable, steps));
        assertEquals(
                List.of("test.yaml:3:24: there is no mitigation of type \"kubernetes-scale\"; it can be http-flag,"
                        + " restart (SG-C016)"),
                problems(reader, steps));
        assertEquals(
                List.of("test.yaml:3:24: there is no mitigation of type \"http-flat\"; did you mean \"http-flag\"? or"
                        + " name its folder (SG-C016)"),
                problems(pluggable, steps.replace("kubernetes-scale", "http-flat")));
    }

    @Test
    void whatCannotBeUndoneDoesNotRunByItself() {
        String steps = """
                name: two-steps
                symptom: slow
                steps:
                  - { mitigation: http-flag, with: { url: http://localhost } }
                  - { name: lock, mitigation: lock-out }
                  - { name: again, mitigation: restart }
                autonomy: %s
                """;
        var careful = new ConfigurationReader(
                Map.of(), StepCheck.against(List.of(new Flag(), new Restart(), new LockOut())));
        assertEquals(
                List.of(
                        "test.yaml:5:31: mitigation lock-out can be undone by humans only, and the runbook has"
                                + " autonomy: auto; write `autonomy: approve`, or take a mitigation that Safeguard can"
                                + " undo (SG-C021)",
                        "test.yaml:6:32: mitigation restart cannot be undone, and the runbook has autonomy: auto;"
                                + " write `autonomy: approve`, or take a mitigation that Safeguard can undo (SG-C021)"),
                problems(careful, steps.replace("%s", "auto")));
        assertEquals(
                3, careful.readRunbook(steps.replace("%s", "approve"), "test.yaml").steps().size());
        assertEquals(3, careful.readRunbook(steps.replace("%s", "plan"), "test.yaml").steps().size());
    }

    @Test
    void moreIsAskedOnlyOfWhatFits() {
        StepCheck more = StepCheck.against(List.of(new Flag(), new LockOut()))
                .then(step -> List.of(new StepCheck.Flaw(Optional.empty(), "it is late", "wait")));
        var curious = new ConfigurationReader(Map.of(), more);
        assertEquals(
                List.of(
                        "test.yaml:5:17: there is no mitigation of type \"lock\"; it can be http-flag, lock-out"
                                + " (SG-C016)",
                        "test.yaml:6:28: it is late; wait (SG-C016)",
                        "test.yaml:6:28: mitigation lock-out can be undone by humans only, and the runbook has"
                                + " autonomy: auto; write `autonomy: approve`, or take a mitigation that Safeguard can"
                                + " undo (SG-C021)"),
                problems(curious, """
                        name: two-steps
                        symptom: slow
                        autonomy: auto
                        steps:
                          - mitigation: lock
                          - { name: b, mitigation: lock-out }
                        """));
    }

    private static List<String> problems(ConfigurationReader reader, String text) {
        return assertThrows(ConfigurationException.class, () -> reader.readRunbook(text, "test.yaml")).problems().stream()
                .map(ConfigurationProblem::toString)
                .toList();
    }

    /** A type of which only the description is asked. */
    private abstract static class Described<P extends Record> implements Mitigation<P> {

        @Override
        public String purpose() {
            throw new AssertionError();
        }

        @Override
        public Reversibility reversibility() {
            return Reversibility.REVERSIBLE;
        }

        @Override
        public String blastRadius() {
            throw new AssertionError();
        }

        @Override
        public ControlState inspect(P with) {
            throw new AssertionError();
        }

        @Override
        public MitigationPlan plan(P with, ControlState current) {
            throw new AssertionError();
        }

        @Override
        public void apply(P with, MitigationPlan plan, String key) {
            throw new AssertionError();
        }

        @Override
        public void revert(P with, MitigationPlan applied, String key) {
            throw new AssertionError();
        }

        @Override
        public boolean verify(P with, ControlState expected) {
            throw new AssertionError();
        }
    }

    private static final class Flag extends Described<Flag.With> {

        @Override
        public String type() {
            return "http-flag";
        }

        @Override
        public Parameters<With> parameters() {
            return Parameters.of(With.class);
        }

        record With(
                @Parameter("where the flag is set") URI url,
                @Parameter("what it is set to") Optional<String> value,
                @Parameter("how long a call may take") Optional<Duration> timeout) {}
    }

    private record Nothing() {}

    private static final class Restart extends Described<Nothing> {

        @Override
        public String type() {
            return "restart";
        }

        @Override
        public Reversibility reversibility() {
            return Reversibility.IRREVERSIBLE;
        }

        @Override
        public Parameters<Nothing> parameters() {
            return Parameters.of(Nothing.class);
        }
    }

    private static final class LockOut extends Described<Nothing> {

        @Override
        public String type() {
            return "lock-out";
        }

        @Override
        public Reversibility reversibility() {
            return Reversibility.BY_HUMANS_ONLY;
        }

        @Override
        public Parameters<Nothing> parameters() {
            return Parameters.of(Nothing.class);
        }
    }
}
