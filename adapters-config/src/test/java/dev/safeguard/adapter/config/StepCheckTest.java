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
    private abstract static class Described<P extends Record> implements Mitigation<P> {

        @Override
        public String purpose() {
            throw new AssertionError();
        }

        @Override
        public Reversibility reversibility() {
            throw new AssertionError();
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

    private static final class Restart extends Described<Restart.Nothing> {

        @Override
        public String type() {
            return "restart";
        }

        @Override
        public Parameters<Nothing> parameters() {
            return Parameters.of(Nothing.class);
        }

        record Nothing() {}
    }
}
