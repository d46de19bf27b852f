package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a Kubernetes deployment back to a pod template that it had before, with {@code kubectl rollout undo}.
 *
 * <p>A rollback gives the old template a <em>new</em> revision number, so that a number says little about what runs. A
 * state names the template by its {@code pod-template-hash}, and beside it the one that this mitigation would go back
 * to: {@code template 6d4cf56db6 (before it 5f7b9c8d4)}.
 *
 * <p>Which that is does not depend on how often one has gone back already. Unless a revision is asked for, it is what
 * ran right before the newest template appeared for the first time. Where the newest is not what runs, somebody has
 * gone back already, and there is nothing to do. A revision that is asked for is found under its old number too.
 */
public final class KubectlRolloutUndoMitigation implements Mitigation<KubectlRolloutUndoMitigation.With> {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern STATE =
            Pattern.compile("template ([a-z0-9]+)(?: \\((?:before it|to go back to) ([a-z0-9]+)\\))?");

    /** Which deployment of which cluster, and where to take it. */
    public record With(
            @Parameter("the name of the deployment") String deployment,
            @Parameter("its namespace; that of the context unless given") Optional<String> namespace,
            @Parameter("the context of the kubeconfig; the current one unless given") Optional<String> context,
            @Parameter("the kubeconfig; the one that kubectl finds unless given") Optional<Path> kubeconfig,
            @Parameter("the absolute path of kubectl; the one on the PATH unless given") Optional<Path> kubectl,
            @Parameter(value = "the revision to go back to; the one before the newest template unless given",
                            name = "to_revision")
                    Optional<Long> toRevision,
            @Parameter("how long one call takes at most; 30s unless given") Optional<Duration> timeout) {

        public With {
            checkName("deployment", deployment);
            namespace.ifPresent(name -> checkName("namespace", name));
            kubectl.filter(path -> !path.isAbsolute()).ifPresent(path -> {
                throw RefusedException.of("kubectl", "parameter kubectl must be an absolute path, was " + path);
            });
            toRevision.filter(revision -> revision < 1).ifPresent(revision -> {
                throw RefusedException.of("to_revision", "parameter to_revision must be 1 or more, was " + revision);
            });
            timeout.ifPresent(given -> Timeouts.check("timeout", given));
        }

        private static void checkName(String parameter, String name) {
            if (!NAME.matcher(name).matches()) {
                throw RefusedException.of(
                        parameter,
                        "parameter " + parameter + " must be the name of a Kubernetes object, without its kind, was \""
                                + name + "\"");
            }
        }
    }

    /** What a state says. */
    private record Told(String template, Optional<String> target) {

        static Told of(ControlState state) {
            Matcher matcher = STATE.matcher(state.value().orElse(""));
            if (!matcher.matches()) {
                throw new RefusedException(Refusal.REFUSED, "\"" + state + "\" is no state of a deployment");
            }
            return new Told(matcher.group(1), Optional.ofNullable(matcher.group(2)));
        }
    }

    @Override
    public String type() {
        return "kubectl-rollout-undo";
    }

    @Override
    public String purpose() {
        return "takes a Kubernetes deployment back to a pod template that it had before";
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.REVERSIBLE;
    }

    @Override
    public String blastRadius() {
        return "every pod of the deployment is replaced, and everything that came with the newer version is gone:"
                + " features, fixes and settings in its pod template";
    }

    @Override
    public Parameters<With> parameters() {
        return Parameters.of(With.class);
    }

    @Override
    public Duration timeout(With with) {
        return with.timeout().orElse(TIMEOUT);
    }

    /** Refuses, too, a deployment that is paused, or that has no template to go back to. */
    @Override
    public ControlState inspect(With with) {
        Rollout rollout = kubectl(with).rollout();
        checkNotPaused(with, rollout);
        ControlState state = state(with, rollout);
        if (Told.of(state).target().isEmpty() && rollout.isNewest() && with.toRevision().isEmpty()) {
            throw new RefusedException(
                    Refusal.NOT_FOUND,
                    "deployment " + with.deployment() + " has nothing to go back to: its newest template is the only"
                            + " one in its history");
        }
        return state;
    }

    @Override
    public MitigationPlan plan(With with, ControlState current) {
        Told told = Told.of(current);
        ControlState desired = told.target().map(target -> ControlState.of("template " + target)).orElse(current);
        String where = "deployment " + with.deployment()
                + with.namespace().map(name -> " in namespace " + name).orElse("")
                + with.context().map(name -> " of context " + name).orElse("");
        return new MitigationPlan(
                current,
                desired,
                told.target()
                        .map(target -> "take " + where + " from pod template " + told.template() + " back to " + target
                                + with.toRevision().map(revision -> ", revision " + revision).orElse("")
                                + "; its pods are replaced")
                        .orElse("leave " + where + " at pod template " + told.template()
                                + ": it has gone back already"));
    }

    @Override
    public void apply(With with, MitigationPlan plan, String key) {
        Kubectl kubectl = kubectl(with);
        Rollout rollout = kubectl.rollout();
        goTo(with, Told.of(plan.desired()).template(), kubectl, rollout);
    }

    @Override
    public void revert(With with, MitigationPlan applied, String key) {
        Kubectl kubectl = kubectl(with);
        Rollout rollout = kubectl.rollout();
        String prior = Told.of(applied.prior()).template();
        if (!rollout.current().hash().equals(prior)
                && !rollout.current().hash().equals(Told.of(applied.desired()).template())) {
            throw RefusedException.drift(applied, state(with, rollout));
        }
        goTo(with, prior, kubectl, rollout);
    }

    /**
     * Whether this template is what the deployment is told to run, and its controller has heard of it. The pods may
     * still be on their way: whether they serve is for the SLI to say.
     */
    @Override
    public boolean verify(With with, ControlState expected) {
        Deadline deadline = Deadline.in(timeout(with));
        Kubectl kubectl = new Kubectl(with, deadline);
        while (true) {
            Rollout rollout = kubectl.rollout();
            if (!rollout.current().hash().equals(Told.of(expected).template())) {
                return false;
            }
            if (rollout.isObserved()) {
                return true;
            }
            if (deadline.left().compareTo(BETWEEN_LOOKS.multipliedBy(2)) < 0) {
                return false;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Refusal.UNAVAILABLE, "nobody waits for the deployment any more");
        }
    }

    private Kubectl kubectl(With with) {
        return new Kubectl(with, Deadline.in(timeout(with)));
    }

    private static void goTo(With with, String template, Kubectl kubectl, Rollout rollout) {
        if (rollout.current().hash().equals(template)) {
            return;
        }
        checkNotPaused(with, rollout);
        Rollout.Template known = rollout.template(template).orElseThrow(() -> new RefusedException(
                Refusal.NOT_FOUND,
                "deployment " + with.deployment() + " no longer has the pod template " + template + " in its history: "
                        + Messages.choice(template, rollout.hashes())));
        kubectl.undo(known.revision());
    }

    private static void checkNotPaused(With with, Rollout rollout) {
        if (rollout.isPaused()) {
            throw new RefusedException(
                    Refusal.REFUSED,
                    "deployment " + with.deployment() + " is paused: somebody is working on it, and kubectl undoes"
                            + " nothing until kubectl rollout resume");
        }
    }

    private static ControlState state(With with, Rollout rollout) {
        String current = rollout.current().hash();
        Optional<String> target = with.toRevision()
                .map(revision -> rollout.atRevision(revision).orElseThrow(() -> RefusedException.of(
                        "to_revision",
                        "deployment " + with.deployment() + " has no revision " + revision + " in its history: there"
                                + " are " + rollout.revisions())))
                .or(rollout::beforeNewest)
                .map(Rollout.Template::hash)
                .filter(hash -> !hash.equals(current));
        String word = with.toRevision().isPresent() ? "to go back to" : "before it";
        return ControlState.of(
                "template " + current + target.map(hash -> " (" + word + " " + hash + ")").orElse(""));
    }
}
