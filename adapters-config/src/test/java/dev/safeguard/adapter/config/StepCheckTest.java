package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.util.List;
import java.util.Map;
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
    void aTypeThatIsInstalledElsewhereMayBeLeftToThere() {
        var lenient = new ConfigurationReader(Map.of(), StepCheck.whereInstalled(List.of(new Flag())));
        String steps = """
                name: two-steps
                symptom: slow
                steps:
                  - { mitigation: kubernetes-scale, with: { replicas: 3 } }
                  - { mitigation: http-flag, with: { url: http://localhost%s } }
                """;
        assertEquals(2, lenient.readRunbook(steps.replace("%s", ""), "test.yaml").steps().size());
        var refused = assertThrows(
                ConfigurationException.class, () -> lenient.readRunbook(steps.replace("%s", ", vaule: x"), "test.yaml"));
        assertEquals(1, refused.problems().size());
        assertEquals("SG-C016", refused.problems().getFirst().code());
    }

    /** A type of which only the description is asked. */
    private abstract static class Described implements Mitigation {

        @Override
        public Reversibility reversibility() {
            throw new AssertionError();
        }

        @Override
        public String blastRadius() {
            throw new AssertionError();
        }

        @Override
        public ControlState inspect(Map<String, String> with) {
            throw new AssertionError();
        }

        @Override
        public MitigationPlan plan(Map<String, String> with, ControlState current) {
            throw new AssertionError();
        }

        @Override
        public void apply(Map<String, String> with, MitigationPlan plan, String key) {
            throw new AssertionError();
        }

        @Override
        public void revert(Map<String, String> with, MitigationPlan applied, String key) {
            throw new AssertionError();
        }

        @Override
        public boolean verify(Map<String, String> with, ControlState expected) {
            throw new AssertionError();
        }
    }

    private static final class Flag extends Described {

        @Override
        public String type() {
            return "http-flag";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(
                    new Parameter("url", "where the flag is set", true),
                    new Parameter("value", "what it is set to", false));
        }
    }

    private static final class Restart extends Described {

        @Override
        public String type() {
            return "restart";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }
}
