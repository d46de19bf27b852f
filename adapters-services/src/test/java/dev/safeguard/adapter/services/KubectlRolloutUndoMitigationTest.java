package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the kubectl that is run is a shell script")
final class KubectlRolloutUndoMitigationTest extends MitigationContract {

    @TempDir
    private Path directory;

    private FakeKubectl kubectl;
    private final KubectlRolloutUndoMitigation undo = new KubectlRolloutUndoMitigation();

    @BeforeEach
    void deployTwoVersions() {
        kubectl = FakeKubectl.in(directory);
        kubectl.deploy("v1");
        kubectl.deploy("v2");
    }

    @Override
    protected Mitigation<?> mitigation() {
        return undo;
    }

    @Override
    protected Map<String, String> with() {
        return Map.of(
                "deployment", "chat", "namespace", "ai", "kubectl", kubectl.program().toString(), "timeout", "6s");
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> with = new HashMap<>(with());
        with.put(name, value);
        return with;
    }

    @Override
    protected void tamper() {
        kubectl.deploy("v3");
    }

    @Override
    protected Set<Trouble> troubles() {
        return Set.of(
                Trouble.NOT_FOUND,
                Trouble.NOT_ALLOWED,
                Trouble.CONFLICT,
                Trouble.BUSY,
                Trouble.SERVER_ERROR,
                Trouble.HANG,
                Trouble.LOSE_ANSWER,
                Trouble.NO_EFFECT);
    }

    @Override
    protected void cause(Optional<Trouble> trouble) {
        kubectl.cause(trouble.map(Enum::name).orElse(""));
    }

    @Override
    protected Optional<Long> writes() {
        return Optional.of(kubectl.calls().lines().filter(call -> call.startsWith("rollout undo")).count());
    }

    private MitigationPlan plan(Map<String, String> text) {
        KubectlRolloutUndoMitigation.With with = undo.parameters().read(text);
        return undo.plan(with, undo.inspect(with));
    }

    private MitigationPlan applied(Map<String, String> text) {
        MitigationPlan plan = plan(text);
        undo.apply(undo.parameters().read(text), plan, "key");
        return plan;
    }

    private RefusedException refusal(Map<String, String> text) {
        return assertThrows(RefusedException.class, () -> plan(text));
    }

    @Test
    void aStateNamesTheTemplateAndNotTheRevision() {
        MitigationPlan plan = applied(with());
        assertEquals(ControlState.of("template hashv2 (before it hashv1)"), plan.prior());
        assertEquals(ControlState.of("template hashv1"), plan.desired());
        assertEquals(
                "take deployment chat in namespace ai from pod template hashv2 back to hashv1; its pods are replaced",
                plan.description());
        assertTrue(kubectl.calls().contains("rollout undo deployment/chat --to-revision=1 --namespace=ai"));
        assertTrue(plan(with()).alreadySet());
        undo.revert(undo.parameters().read(with()), plan, "key");
        assertTrue(kubectl.calls().contains("--to-revision=2 "));
        assertEquals(plan.prior(), undo.inspect(undo.parameters().read(with())));
    }

    @Test
    void goingBackTwiceDoesNotGoForwardAgain() {
        applied(with());
        MitigationPlan again = applied(with());
        assertTrue(again.alreadySet());
        assertTrue(again.description().endsWith("it has gone back already"), again.description());
        assertEquals("v1", kubectl.running());
    }

    @Test
    void whatRanRightBeforeTheNewestIsGoneBackTo() {
        applied(with());
        kubectl.deploy("v3");
        assertEquals(ControlState.of("template hashv1"), applied(with()).desired(), "v2 was bad, and is passed over");
        kubectl.undo("v2");
        assertTrue(plan(with()).alreadySet(), "somebody chose an older one than the newest");
        kubectl.undo("v3");
        assertEquals(ControlState.of("template hashv1"), plan(with()).desired());
    }

    @Test
    void aRevisionIsFoundUnderTheNumberThatItOnceHad() {
        kubectl.deploy("v3");
        MitigationPlan plan = applied(with("to_revision", "1"));
        assertEquals(ControlState.of("template hashv3 (to go back to hashv1)"), plan.prior());
        assertTrue(plan(with("to_revision", "1")).alreadySet(), "it is revision 4 now");
        assertTrue(plan(with("to_revision", "4")).alreadySet());
        RefusedException none = refusal(with("to_revision", "9"));
        assertEquals(Optional.of("to_revision"), none.parameter());
        assertEquals("deployment chat has no revision 9 in its history: there are 1, 2, 3, 4", none.reason());
    }

    @Test
    void withoutAnEarlierTemplateThereIsNothingToGoBackTo() {
        kubectl.forget("v1");
        RefusedException refused = refusal(with());
        assertEquals(Refusal.NOT_FOUND, refused.refusal());
        assertEquals(
                "deployment chat has nothing to go back to: its newest template is the only one in its history",
                refused.reason());
    }

    @Test
    void aTemplateThatIsForgottenMeanwhileIsTold() {
        MitigationPlan plan = applied(with());
        kubectl.forget("v2");
        RefusedException refused = assertThrows(
                RefusedException.class, () -> undo.revert(undo.parameters().read(with()), plan, "key"));
        assertEquals(Refusal.NOT_FOUND, refused.refusal());
        assertEquals("v1", kubectl.running());
    }

    @Test
    void aPausedDeploymentIsLeftAlone() {
        MitigationPlan plan = plan(with());
        kubectl.setPaused();
        assertEquals(Refusal.REFUSED, refusal(with()).refusal());
        assertThrows(RefusedException.class, () -> undo.apply(undo.parameters().read(with()), plan, "key"));
        assertEquals("v2", kubectl.running());
    }

    @Test
    void aChangeThatTheControllerHasNotHeardOfIsNotVerified() {
        MitigationPlan plan = applied(with("timeout", "2s"));
        kubectl.setUnobserved();
        assertFalse(undo.verify(undo.parameters().read(with("timeout", "2s")), plan.desired()));
    }

    @Test
    void aTemplateThatIsWrittenInTwoWaysIsKnownByItsNumber() {
        kubectl.setDefaulted();
        MitigationPlan plan = applied(with());
        assertEquals(ControlState.of("template hashv2 (before it hashv1)"), plan.prior());
        assertEquals(plan.desired(), undo.inspect(undo.parameters().read(with())));
        kubectl.setUnobserved();
        assertEquals(Refusal.UNAVAILABLE, refusal(with()).refusal(), "the number may be that of the one before");
    }

    @Test
    void whatKubectlSaysOnTheWayIsReadPast() {
        cause(Optional.of(Trouble.NOT_ALLOWED));
        RefusedException refused = assertThrows(
                RefusedException.class,
                () -> undo.apply(undo.parameters().read(with()), plan(with()), "key"));
        assertEquals(
                "kubectl ended with exit code 1: Error from server (Forbidden): deployments.apps \"chat\" is forbidden:"
                        + " User \"dev\" cannot patch resource \"deployments\" in API group \"apps\" in the namespace"
                        + " \"ai\"",
                refused.reason());
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        assertEquals(Refusal.NOT_FOUND, refusal(with("deployment", "chta")).refusal());
        assertEquals(
                Refusal.UNAVAILABLE,
                refusal(with("kubectl", directory.resolve("none").toString())).refusal());
        kubectl.cause("UNREACHABLE");
        assertEquals(
                "kubectl ended with exit code 1: The connection to the server 127.0.0.1:6443 was refused - did you"
                        + " specify the right host or port?",
                refusal(with()).reason());
        assertEquals(Refusal.UNAVAILABLE, refusal(with()).refusal());
    }

    @Test
    void nothingGivenIsTakenForAnOption() {
        assertEquals(Optional.of("deployment"), refusal(with("deployment", "--all")).parameter());
        assertEquals(Optional.of("deployment"), refusal(with("deployment", "deployment/chat")).parameter());
        assertEquals(Optional.of("namespace"), refusal(with("namespace", "-A")).parameter());
        assertEquals(Optional.of("kubectl"), refusal(with("kubectl", "kubectl")).parameter());
        assertEquals(Optional.of("to_revision"), refusal(with("to_revision", "0")).parameter());
        plan(with("context", "--all"));
        assertTrue(kubectl.calls().contains(" --context=--all "));
    }
}
