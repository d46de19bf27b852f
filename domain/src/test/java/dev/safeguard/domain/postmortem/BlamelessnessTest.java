package dev.safeguard.domain.postmortem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlamelessnessTest {

    private static final List<String> ROSTER = List.of("ana", "bo", "José", "Mary Ann", "d.o'neil", "ıtır");

    @ParameterizedTest
    @CsvSource({
        "Ana deployed the wrong version,                     ana",
        "the flag was set by bo,                             bo",
        "'bo, in a hurry, set it',                           bo",
        "it was ANA's change,                                ana",
        "a change by josé that was not reviewed,             José",
        "what Mary Ann changed,                              Mary Ann",
        "see D.O'Neil,                                       d.o'neil",
        "(ıtır),                                             ıtır"
    })
    void namesOfPeopleAreFlagged(String cause, String name) {
        assertEquals(
                List.of(new Blamelessness.Flag(name, "name the role or the condition, not the person")),
                Blamelessness.check(cause, ROSTER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the banana cache was too small",
                "the analysis job ran too long",
                "bo2 and box7 restarted",
                "2bo",
                "boş bellek kalmadı",
                "Joséphine is the name of the cluster",
                "doXoXneil"
            })
    void aNameInsideAnotherWordIsNone(String cause) {
        assertEquals(List.of(), Blamelessness.check(cause, ROSTER));
    }

    @ParameterizedTest
    @CsvSource({
        "it was human error,                       human error,       say what made the error easy to make",
        "Operator Error during the deploy,         Operator Error,    say what made the error easy to make",
        "they should have tested it,               should have,       say what was known at the time",
        "somebody could have noticed,              could have,        say what was known at the time",
        "a careless change,                        careless,          say which safeguard was missing",
        "CARELESSNESS,                             CARELESSNESS,      say which safeguard was missing",
        "negligence,                               negligence,        say which safeguard was missing",
        "the on-call forgot to renew it,           forgot to,         say what would have prompted it",
        "the team failed to check the expiry,      failed to,         say what would have prompted it",
        "failure to renew,                         failure to,        say what would have prompted it",
        "it was their fault,                       their fault,       'ask how, not who'",
        "the vendor is to blame,                   to blame,          'ask how, not who'"
    })
    void phrasesThatBlameAreFlaggedWithABetterQuestion(String cause, String found, String suggestion) {
        assertEquals(List.of(new Blamelessness.Flag(found, suggestion)), Blamelessness.check(cause, ROSTER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "the certificate of the model provider's gateway expired, and nothing watched its expiry",
                "a default of 30 s for the client timeout exceeded the load balancer's 10 s",
                "segmentation fault in the tokenizer",
                "the disk filled up; the alert on it had been removed with the old cluster",
                "inhuman errors",
                "shoulder haven"
            })
    void aPlainCauseIsNotFlagged(String cause) {
        assertEquals(List.of(), Blamelessness.check(cause, ROSTER));
    }

    @Test
    void severalFlagsComeNamesFirst() {
        assertEquals(
                List.of("ana", "bo", "human error", "should have"),
                Blamelessness.check("bo and Ana should have seen that it was human error", ROSTER).stream()
                        .map(Blamelessness.Flag::found)
                        .toList());
    }

    @Test
    void aNameIsTakenLiterally() {
        assertEquals(List.of(), Blamelessness.check("abc", List.of("a.c", "[abc]", "a|b")));
    }

    @Test
    void withoutARosterOnlyPhrasesAreFlagged() {
        assertEquals(List.of(), Blamelessness.check("ana deployed it", List.of()));
    }
}
