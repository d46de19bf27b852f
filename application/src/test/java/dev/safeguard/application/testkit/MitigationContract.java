package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * What every {@link Mitigation} promises: the test that a new one extends. It is all about absolute sets that can be
 * looked at, repeated and put back, by another process too, and about failures that are told apart.
 *
 * <p>A subclass gives each test a control surface of its own, and lets it be changed behind Safeguard's back. What its
 * control surface cannot do, it leaves out: a file does not answer 429.
 */
public abstract class MitigationContract {

    private static final String KEY = "INC-1.run-1:1:apply:1";
    private static final String UNDO_KEY = "INC-1.run-1:1:revert:1";

    /** What a shell, a template, a URL or a JSON reader would make something of. */
    private static final String NASTY = "$(rm -rf /) `id` ${HOME} {{x}} %s %2e; & | > \\ \"double\" 'single' ☃";

    /** How a control surface fails a call that would change it. */
    public enum Trouble {
        /** It says that there is no such thing: HTTP 404. */
        NOT_FOUND,
        /** It does not let us: HTTP 403. */
        NOT_ALLOWED,
        /** Somebody else is changing it: HTTP 409. */
        CONFLICT,
        /** It takes no more calls for now: HTTP 429. */
        BUSY,
        /** It fails while it changes: HTTP 500. */
        SERVER_ERROR,
        /** It does not answer at all, and changes nothing. */
        HANG,
        /** It changes, and the answer is lost. */
        LOSE_ANSWER,
        /** It answers as if it had changed, and has not. */
        NO_EFFECT
    }

    /** A mitigation on the test's control surface; asked again, another object on the same, as after a restart. */
    protected abstract Mitigation<?> mitigation();

    /** Parameters that change something on that control surface. */
    protected abstract Map<String, String> with();

    /** Changes the control surface behind Safeguard's back, to something that {@link #with} would neither set nor find. */
    protected abstract void tamper();

    /** Whether there is anything for {@link #tamper} to set: what is on or off, and never absent, has no third state. */
    protected boolean hasThirdState() {
        return true;
    }

    /** The troubles that the control surface can be in; each is tried. */
    protected Set<Trouble> troubles() {
        return Set.of();
    }

    /** Lets calls that would change the control surface fail like this from now on; empty: lets them succeed again. */
    protected void cause(Optional<Trouble> trouble) {
        throw new AssertionError("nothing causes " + trouble);
    }

    /** How many calls that would change it the control surface has had, where it counts. */
    protected Optional<Long> writes() {
        return Optional.empty();
    }

    /** Parameters that set the control surface to this text, where it takes any. */
    protected Optional<Map<String, String>> withText(String text) {
        return Optional.empty();
    }

    /** The secrets that the mitigation is given, such as a token. */
    protected Set<String> secrets() {
        return Set.of();
    }

    /** A mitigation with its parameters read, so that the two fit each other. */
    private record Subject<P extends Record>(Mitigation<P> mitigation, P with) {

        static <P extends Record> Subject<P> of(Mitigation<P> mitigation, Map<String, String> text) {
            return new Subject<>(mitigation, mitigation.parameters().read(text));
        }

        ControlState inspect() {
            return mitigation.inspect(with);
        }

        MitigationPlan plan() {
            return mitigation.plan(with, inspect());
        }

        void apply(MitigationPlan plan, String key) {
            mitigation.apply(with, plan, key);
        }

        void revert(MitigationPlan applied) {
            mitigation.revert(with, applied, UNDO_KEY);
        }

        boolean shows(ControlState state) {
            return mitigation.verify(with, state);
        }

        MitigationPlan applied() {
            MitigationPlan plan = plan();
            apply(plan, KEY);
            return plan;
        }
    }

    private Subject<?> subject() {
        return Subject.of(mitigation(), with());
    }

    @Test
    void itSaysWhatItIs() {
        Mitigation<?> mitigation = mitigation();
        assertTrue(mitigation.type().matches("[a-z0-9]+(-[a-z0-9]+)*"), mitigation.type());
        assertFalse(mitigation.purpose().isBlank());
        assertFalse(mitigation.blastRadius().isBlank());
        for (Parameters.Description parameter : mitigation.parameters().descriptions()) {
            assertFalse(parameter.meaning().isBlank(), parameter.name());
        }
        assertEquals(List.of(), mitigation.parameters().flaws(with()));
        assertTrue(timeout(mitigation).isPositive());
    }

    private <P extends Record> Duration timeout(Mitigation<P> mitigation) {
        return mitigation.timeout(mitigation.parameters().read(with()));
    }

    @Test
    void lookingAndPlanningChangeNothing() {
        Subject<?> subject = subject();
        Optional<Long> writes = writes();
        ControlState before = subject.inspect();
        MitigationPlan plan = subject.plan();
        assertEquals(before, plan.prior());
        assertNotEquals(before, plan.desired(), "the contract needs parameters that change something");
        assertFalse(plan.description().isBlank());
        assertEquals(plan, subject.plan());
        assertFalse(subject.shows(plan.desired()), "nothing was set yet: verify() has to look");
        assertEquals(before, subject.inspect());
        assertEquals(writes, writes(), "looking has written");
    }

    @Test
    void applyingSetsWhatThePlanSays() {
        Subject<?> subject = subject();
        MitigationPlan plan = subject.applied();
        assertEquals(plan.desired(), subject.inspect());
        assertTrue(subject.shows(plan.desired()));
        assertFalse(subject.shows(plan.prior()));
    }

    @Test
    void applyingTwiceIsApplyingOnce() {
        Subject<?> subject = subject();
        MitigationPlan plan = subject.applied();
        subject.apply(plan, KEY);
        assertEquals(plan.desired(), subject.inspect(), "twice is once: a toggle is off again");
        subject().apply(plan, KEY);
        assertEquals(plan.desired(), subject.inspect());
        if (isReversible()) {
            subject.revert(plan);
            assertEquals(plan.prior(), subject.inspect(), "one way back undoes all of them");
        }
    }

    @Test
    void whatIsSetNeedsNoPlan() {
        Subject<?> subject = subject();
        subject.applied();
        assertTrue(subject.plan().alreadySet());
    }

    @Test
    void revertingPutsBackWhatWasFoundAbsenceIncluded() {
        if (!isReversible()) {
            return;
        }
        Subject<?> subject = subject();
        MitigationPlan plan = subject.applied();
        subject.revert(plan);
        assertEquals(plan.prior(), subject.inspect());
        assertTrue(subject.shows(plan.prior()));

        subject.revert(plan);
        assertEquals(plan.prior(), subject.inspect(), "what is back already stays so");
    }

    @Test
    void whatWasRevertedCanBeAppliedAgain() {
        if (!isReversible()) {
            return;
        }
        Subject<?> subject = subject();
        MitigationPlan plan = subject.applied();
        subject.revert(plan);
        subject.apply(plan, "INC-1.run-1:1:reapply:2");
        assertTrue(subject.shows(plan.desired()));
    }

    @Test
    void anotherProcessPutsBackWhatThisOneSet() {
        if (!isReversible()) {
            return;
        }
        MitigationPlan plan = subject().applied();
        MitigationPlan stored = new MitigationPlan(copy(plan.prior()), copy(plan.desired()), "" + plan.description());
        Subject<?> other = subject();
        assertEquals(stored.desired(), other.inspect(), "a state is text, and the whole of what is to be compared");
        other.revert(stored);
        assertEquals(stored.prior(), other.inspect());
    }

    private static ControlState copy(ControlState state) {
        return new ControlState(state.value().map(value -> new String(value.toCharArray())));
    }

    @Test
    void revertingRefusesWhatSomebodyElseHasChanged() {
        if (!isReversible() || !hasThirdState()) {
            return;
        }
        Subject<?> subject = subject();
        MitigationPlan plan = subject.applied();
        tamper();
        ControlState theirs = subject.inspect();
        assertNotEquals(plan.desired(), theirs, "tamper() has to set something else");
        assertNotEquals(plan.prior(), theirs, "tamper() has to set something else");
        assertFalse(subject.shows(plan.desired()), "it was changed since: verify() has to look, not to remember");
        RefusedException refused = assertThrows(RefusedException.class, () -> subject.revert(plan));
        assertEquals(Refusal.DRIFT, refused.refusal());
        assertEquals(theirs, subject.inspect(), "nothing is touched");
    }

    @Test
    void troublesAreToldApart() {
        for (Trouble trouble : troubles()) {
            Subject<?> subject = subject();
            MitigationPlan plan = subject.plan();
            cause(Optional.of(trouble));
            switch (trouble) {
                case NOT_FOUND -> refuses(Refusal.NOT_FOUND, subject, plan);
                case NOT_ALLOWED -> refuses(Refusal.NOT_ALLOWED, subject, plan);
                case CONFLICT -> refuses(Refusal.CONFLICT, subject, plan);
                case BUSY -> refuses(Refusal.BUSY, subject, plan);
                case SERVER_ERROR -> isUnknown(trouble, subject, plan);
                case HANG -> respectsItsDeadline(subject, plan);
                case LOSE_ANSWER -> isPutBackAfterALostAnswer(subject, plan);
                case NO_EFFECT -> isFoundOutByLooking(subject, plan);
            }
            cause(Optional.empty());
        }
    }

    private void refuses(Refusal expected, Subject<?> subject, MitigationPlan plan) {
        RefusedException refused =
                assertThrows(RefusedException.class, () -> subject.apply(plan, KEY), expected.word());
        assertEquals(expected, refused.refusal(), refused.reason());
        keepsItsSecrets(refused.reason());
        assertEquals(plan.prior(), subject.inspect(), "a refused change has changed nothing");
    }

    private void isUnknown(Trouble trouble, Subject<?> subject, MitigationPlan plan) {
        OutcomeUnknownException unknown =
                assertThrows(OutcomeUnknownException.class, () -> subject.apply(plan, KEY), trouble.name());
        keepsItsSecrets(unknown.reason());
    }

    private void respectsItsDeadline(Subject<?> subject, MitigationPlan plan) {
        Duration limit = timeout(subject.mitigation()).plusSeconds(2);
        Executable call = () -> isUnknown(Trouble.HANG, subject, plan);
        assertTimeoutPreemptively(limit, call, "a call takes longer than its own time-out");
    }

    private void isPutBackAfterALostAnswer(Subject<?> subject, MitigationPlan plan) {
        isUnknown(Trouble.LOSE_ANSWER, subject, plan);
        cause(Optional.empty());
        assertEquals(plan.desired(), subject().inspect(), "the change was made, only nobody heard of it");
        if (isReversible()) {
            subject().revert(plan);
            assertEquals(plan.prior(), subject().inspect());
        }
    }

    private static void isFoundOutByLooking(Subject<?> subject, MitigationPlan plan) {
        try {
            subject.apply(plan, KEY);
        } catch (RefusedException | OutcomeUnknownException foundOutAtOnce) {
            assertFalse(foundOutAtOnce.getMessage().isBlank());
        }
        assertFalse(subject.shows(plan.desired()), "an answer is no proof");
    }

    @Test
    void secretsStayWhereTheyAre() {
        Subject<?> subject = subject();
        MitigationPlan plan = subject.applied();
        keepsItsSecrets(plan.toString());
        keepsItsSecrets(subject.inspect().toString());
        keepsItsSecrets(subject.with().toString());
    }

    private void keepsItsSecrets(String text) {
        for (String secret : secrets()) {
            assertFalse(text.contains(secret), "a secret stands in: " + text);
        }
    }

    @Test
    void textIsTakenLiterally() {
        withText(NASTY).ifPresent(text -> {
            Subject<?> subject = Subject.of(mitigation(), text);
            MitigationPlan plan = subject.applied();
            assertTrue(plan.desired().value().orElse("").contains(NASTY), plan.desired() + " lacks " + NASTY);
            assertTrue(subject.shows(plan.desired()));
            if (isReversible()) {
                subject.revert(plan);
                assertTrue(subject.shows(plan.prior()));
            }
        });
    }

    @Test
    void aMissingParameterIsRefusedByItsName() {
        Parameters<?> parameters = mitigation().parameters();
        List<String> required = parameters.descriptions().stream()
                .filter(Parameters.Description::required)
                .map(Parameters.Description::name)
                .toList();
        List<String> told = new ArrayList<>();
        for (String missing : required) {
            Map<String, String> others = new HashMap<>(with());
            others.remove(missing);
            RefusedException refused = assertThrows(RefusedException.class, () -> parameters.read(others));
            refused.parameter().ifPresent(told::add);
        }
        assertEquals(required, told);
    }

    private boolean isReversible() {
        return mitigation().reversibility() != Reversibility.IRREVERSIBLE;
    }
}
