package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Problems as {@code line:column code message}, with {@code -> suggestion} where it is not the code's own advice. */
final class ConfigurationProblemsTest {

    /** Five lines; what is tried begins in line 6. */
    private static final String SLO = """
            services:
              - name: chat
                slos:
                  - name: chat-answers
                    objective: 0.99
            """;

    private final ConfigurationReader reader = new ConfigurationReader(Map.of("BAD", "never"));

    @Test
    void everyProblemIsToldInOnePassInTheOrderOfTheFile() {
        assertProblems(
                """
                services:
                  - name: chat
                    slso:
                      - name: chat-answers
                    runbooks: [provider-outrage]
                symptoms:
                  - { name: outage, slo: chat-answer, errorKinds: [], fault: provider-errors }
                runbooks:
                  - name: provider-outage
                    symptom: outrage
                    autonomy: full
                    settle: 5 minutes
                    steps:
                      - { mitigation: http-flag, with: { url: { a: 1 } } }
                      - name: restart
                oncall:
                  rotations:
                    - { name: primary, people: [ana], shift: 1y, start: 9 o'clock, zone: Europe/Madird }
                  escalation:
                    - { rotation: primery }
                    - { rotation: primary, people: [bo], delay: 0s }
                  repeat: -1
                notify: webhook
                """,
                "3:5 SG-C007 unknown key \"slso\" -> did you mean \"slos\"?",
                "5:16 SG-C013 there is no runbook named \"provider-outrage\" -> did you mean \"provider-outage\"?",
                "7:26 SG-C013 there is no SLO named \"chat-answer\"",
                "7:51 SG-C010 the list is empty -> write at least one entry",
                "10:14 SG-C013 there is no symptom named \"outrage\" -> did you mean \"outage\"?",
                "11:15 SG-C010 unknown autonomy \"full\" -> it can be approve, auto, plan",
                "12:13 SG-C010 a duration is written like 90s, 5m, 1h30m or 30d, was \"5 minutes\"",
                "14:47 SG-C009 text or a list of texts is needed here, found a map",
                "15:9 SG-C008 key \"mitigation\" is missing -> add \"mitigation\" here",
                "18:46 SG-C010 a shift is written 12h, 1d, 2w or 1mo, was \"1y\"",
                "18:57 SG-C010 a start is a local date and time such as 2026-01-05T09:00, was \"9 o'clock\"",
                "18:74 SG-C010 unknown time zone \"Europe/Madird\" -> did you mean \"Europe/Madrid\"?",
                "20:7 SG-C008 key \"delay\" is missing -> add \"delay\" here",
                "20:19 SG-C013 there is no rotation named \"primery\" -> did you mean \"primary\"?",
                "21:7 SG-C011 a level names either a rotation or people",
                "22:11 SG-C010 a whole number is needed here, was \"-1\"",
                "23:9 SG-C009 a list is needed here, found text");
    }

    @Test
    void textThatIsNoYamlIsToldWhereItEnds() {
        assertProblems(
                "services:\n  - name: [a, b\n",
                "3:1 SG-C002 expected ',' or ']', but got <stream end>, while parsing a flow sequence that begins at"
                        + " 2:11");
        assertProblems(
                "services:\n\t- name: chat\n",
                "2:1 SG-C002 found character '\\t(TAB)' that cannot start any token."
                        + " (Do not use \\t(TAB) for indentation)");
        assertProblems("a: b: c\n", "1:5 SG-C002 mapping values are not allowed here");
        assertProblems("state: x\nname: \"a\u0001\"\n", "2:9 SG-C002 the character U+0001 is not allowed");
    }

    @Test
    void anEmptyFileIsToldAsEmpty() {
        for (String empty : List.of("", "\n\n", "# nothing yet\n", "---\n", "~\n")) {
            assertProblems(empty, "1:1 SG-C003 the file is empty");
        }
    }

    @Test
    void whatIsNoMapIsNoConfiguration() {
        assertProblems("just words\n", "1:1 SG-C009 a map of keys and values is needed here, found text");
        assertProblems("- services\n", "1:1 SG-C009 a map of keys and values is needed here, found a list");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertProblems(SLO + "---\nstate: x\n", "7:1 SG-C004 a second document begins here");
    }

    @Test
    void anAliasThatLeadsNowhereIsRefused() {
        assertProblems(SLO + "        alerts: *tiers\n", "6:17 SG-C005 alias *tiers leads nowhere");
    }

    @Test
    void anAliasInsideOfWhatItNamesIsRefused() {
        assertProblems(
                SLO + "state: &itself [ *itself ]\n", "6:18 SG-C005 alias *itself stands inside of what it names");
        assertProblems("&all\n<<: *all\n", "2:5 SG-C005 alias *all stands inside of what it names");
    }

    @Test
    void nestingIsBounded() {
        String notify = SLO + "notify: [ { deep: ";
        assertEquals(1, reader.read(notify + "[".repeat(47) + "]".repeat(47) + " } ]\n", "test.yaml").rules().size());
        assertProblems(
                notify + "[".repeat(48) + "]".repeat(48) + " } ]\n",
                "6:66 SG-C018 lists and maps are nested more than 50 deep");
        assertProblems("[".repeat(1_000_000), "1:51 SG-C018 lists and maps are nested more than 50 deep");
        assertProblems("- ".repeat(500_000), "1:101 SG-C018 lists and maps are nested more than 50 deep");
        assertProblems("{a: ".repeat(250_000), "1:201 SG-C018 lists and maps are nested more than 50 deep");
    }

    @Test
    void whatAliasesRepeatIsBounded() {
        StringBuilder bomb = new StringBuilder("notify:\n  - a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("    a").append(i).append(": &a").append(i).append(" [");
            bomb.append(String.join(", ", Collections.nCopies(10, alias))).append("]\n");
        }
        assertProblems(bomb.toString(), "6:49 SG-C018 aliases repeat more than 100000 values up to here");
    }

    @Test
    void aFewAliasesAreNoBomb() {
        String many = String.join(", ", Collections.nCopies(1000, "*x"));
        assertEquals(
                1,
                reader.read(SLO + "notify: [ { a: &x [1, 2, 3], b: [" + many + "] } ]\n", "test.yaml")
                        .rules()
                        .size());
    }

    @Test
    void everyDuplicateKeyIsTold() {
        assertProblems(
                SLO + "        objective: 0.999\n    name: search\nservices: []\n",
                "6:9 SG-C006 key \"objective\" is given twice, first in line 5",
                "7:5 SG-C006 key \"name\" is given twice, first in line 2",
                "8:1 SG-C006 key \"services\" is given twice, first in line 1");
    }

    @Test
    void aKeyIsText() {
        assertProblems(SLO + "? [a, b]\n: c\n", "6:3 SG-C009 a key is text");
    }

    @Test
    void aSectionWithoutContentIsToldAsSuch() {
        assertProblems(SLO + "runbooks:\n", "6:10 SG-C009 a list is needed here, found nothing");
        assertProblems("services: []\n", "1:11 SG-C010 the list is empty -> write at least one entry");
        assertProblems("state: x\n", "1:1 SG-C008 key \"services\" is missing -> add \"services\" here");
    }

    @Test
    void namesAreUniqueAndWellFormed() {
        assertProblems(
                SLO + """
                      - { name: chat-answers, objective: "0.9" }
                      - { name: "chat answers", objective: "0.9" }
                  - name: chat
                    slos: [ { name: other, objective: "0.9" } ]
                """,
                "6:17 SG-C012 SLO \"chat-answers\" is defined already, in line 4",
                "7:17 SG-C010 a name is 1 to 100 letters, digits and . _ / -, and starts with a letter or digit,"
                        + " was \"chat answers\"",
                "8:11 SG-C012 service \"chat\" is defined already, in line 2");
    }

    @Test
    void objectivesPeriodsAndResolutionsAreCheckedWhereTheyStand() {
        assertProblems(
                """
                services:
                  - name: chat
                    slos:
                      - { name: a, objective: 99.9 }
                      - { name: b, objective: 1 }
                      - { name: c, objective: high }
                      - { name: d, objective: "0.99", period: 30x }
                      - { name: e, objective: "0.99", period: 30d, resolution: 7m }
                      - { name: f, objective: "0.99", resolution: 0s }
                      - { name: g, objective: "0.99", sli: { good: x } }
                      - { name: h, objective: 0 }
                      - { name: i, objective: 99.9% }
                      - { name: j, objective: NaN }
                      - { name: k, objective: 1e-3 }
                      - { name: l, objective: 0.9999999999999999999999999999999999999999 }
                      - { name: m, objective: 1E999999999 }
                      - { name: n, objective: [] }
                      - { name: o, objective: 0.0.1 }
                """,
                "4:31 SG-C010 objective must be between 0 and 1, both excluded, was 99.9 (did you mean 0.999?)",
                "5:31 SG-C010 objective must be between 0 and 1, both excluded, was 1",
                "6:31 SG-C010 objective must be a decimal such as 0.995, was \"high\"",
                "7:47 SG-C010 a duration is written like 90s, 5m, 1h30m or 30d, was \"30x\"",
                "8:9 SG-C011 window 30d is no multiple of the resolution 7m",
                "9:9 SG-C011 resolution is a positive whole number of seconds, was PT0S",
                "10:44 SG-C008 key \"total\" is missing -> add \"total\" here",
                "11:31 SG-C010 objective must be between 0 and 1, both excluded, was 0",
                "12:31 SG-C010 objective must be a decimal such as 0.995, was \"99.9%\" (did you mean 0.999?)",
                "13:31 SG-C010 objective must be a decimal such as 0.995, was \"NaN\"",
                "14:31 SG-C010 objective must be a plain decimal such as 0.995, was 1e-3 (did you mean 0.001?)",
                "15:31 SG-C010 objective takes at most 18 decimal places, was"
                        + " 0.9999999999999999999999999999999999999999",
                "16:31 SG-C010 objective takes at most 18 decimal places, was 1E999999999",
                "17:31 SG-C009 text is needed here, found a list",
                "18:31 SG-C010 objective must be a decimal such as 0.995, was \"0.0.1\"");
    }

    @Test
    void alertsThatCannotWorkAreToldAtTheirTierWithTiersThatDo() {
        String mended = "write alerts: { tiers: [{ name: sev1, severity: sev1, respond: page, budget: 2%, long: 1h,"
                + " short: 5m }, { name: sev2, severity: sev2, respond: page, factor: \"2\", long: 6h, short: 30m },"
                + " { name: sev3, severity: sev3, respond: ticket, budget: 10%, long: 3d, short: 6h }] }";
        String twelveDays = "write alerts: { tiers: [{ name: sev1, severity: sev1, respond: page, budget: 2%, long: 24m,"
                + " short: 2m, minBad: 10 }, { name: sev2, severity: sev2, respond: page, budget: 5%, long: 2h24m, short:"
                + " 12m, minBad: 5 }, { name: sev3, severity: sev3, respond: ticket, budget: 10%, long: 1d4h48m, short:"
                + " 2h24m, minBad: 1 }] }";
        assertProblems(
                """
                services:
                  - name: chat
                    slos:
                      - name: a
                        objective: "0.99"
                        alerts:
                          - { severity: sev1, factor: 100, long: 1h, short: 5m }
                          - { severity: sev2, factor: 1, long: 6h }
                          - { severity: sev3, budget: 1%, long: 3d }
                      - { name: b, objective: "0.99", period: 12d }
                      - { name: c, objective: "0.99", period: 12d, alerts: default }
                      - { name: d, objective: "0.7" }
                      - { name: e, objective: "0.99", alerts: none }
                      - { name: f, objective: "0.99", alerts: { staleAfter: 1h } }
                """,
                "7:13 SG-C015 tier sev1 can never fire: its factor 100.0x is not below 100.0x, the most that objective"
                        + " 0.99 lets burn, when every event is bad -> " + mended,
                "8:13 SG-C015 tier sev2 would page inside the budget: its factor 1.0x is not above 1.0x -> " + mended,
                "9:13 SG-C015 tier sev3 would file tickets inside the budget: its factor 0.1x is below 0.9x -> "
                        + mended,
                "10:9 SG-C015 there are built-in tiers for periods of 7, 28, 30 and 90 days, not for 12d -> "
                        + twelveDays,
                "11:60 SG-C015 there are built-in tiers for periods of 7, 28, 30 and 90 days, not for 12d -> "
                        + twelveDays,
                "12:9 SG-C015 objective 0.7 is too low for the built-in tiers: at most 3.33x can ever burn, so a"
                        + " quarter of it would page inside the budget -> write alerts: { tiers: [{ name: sev1,"
                        + " severity: sev1, respond: page, factor: \"5/3\", long: 30m, short: 5m, minBad: 10 }, {"
                        + " name: sev2, severity: sev2, respond: page, factor: \"19/12\", long: 2h, short: 10m,"
                        + " minBad: 5 }, { name: sev3, severity: sev3, respond: ticket, budget: 10%, long: 3d, short:"
                        + " 6h, minBad: 1 }] }",
                "13:47 SG-C010 unknown alert policy \"none\" -> it can be default",
                "14:47 SG-C015 staleAfter must be shorter than blindAfter, was 1h and 15m");
    }

    @Test
    void tiersAreCheckedWhereTheyStand() {
        assertProblems(
                SLO + """
                        alerts:
                          tiers:
                            - { severity: sev4, budget: 2%, long: 1h }
                            - { severity: sev1, respond: ticket, budget: 2%, long: 1h }
                            - { severity: sev1, budget: 2%, factor: 14.4, long: 1h }
                            - { severity: sev1, long: 1h }
                            - { severity: sev1, budget: 200%, long: 1h, minBad: few }
                            - { severity: sev1, factor: 14/0, long: 1h }
                            - { severity: sev1, factor: 1e9, long: 0s }
                """,
                "8:27 SG-C010 unknown severity \"sev4\" -> it can be sev1, sev2, sev3",
                "9:15 SG-C011 sev1 is answered with a page, not with a ticket",
                "10:15 SG-C011 a tier states either its budget or its factor",
                "11:15 SG-C011 a tier states either its budget or its factor",
                "12:41 SG-C010 a share is at most 1, or 100%, was \"200%\"",
                "12:65 SG-C010 a whole number is needed here, was \"few\"",
                "13:41 SG-C010 a factor such as 14.4 or 14/15 is needed here, was \"14/0\"",
                "14:41 SG-C010 a factor such as 14.4 or 14/15 is needed here, was \"1e9\"",
                "14:52 SG-C010 a window is a positive whole number of seconds, was PT0S");
    }

    @Test
    void aProblemThatSeveralAliasesLeadToIsToldOnce() {
        assertProblems("""
                services:
                  - name: chat
                    slos:
                      - { name: a, objective: "0.99", alerts: [ &tier { severity: sev1, factor: x, long: 1h } ] }
                      - { name: b, objective: "0.99", alerts: [ *tier, *tier ] }
                """, "4:81 SG-C010 a factor such as 14.4 or 14/15 is needed here, was \"x\"");
    }

    @Test
    void numbersThatAreTooLargeAreToldWhereTheyStand() {
        assertProblems(
                SLO + """
                        period: 999999w
                      - { name: b, objective: "0.9", alerts: { staleAfter: PT-5M } }
                oncall:
                  escalation: [ { people: [ana], delay: 5m } ]
                  repeat: 99999999999
                """,
                "4:9 SG-C011 a number is too large here",
                "7:60 SG-C010 a duration is not negative here, was \"PT-5M\"",
                "10:11 SG-C010 a number is too large here");
    }

    @Test
    void valuesOfARunbookThatDoNotGoTogetherAreToldAtTheRunbook() {
        assertRunbookProblems("""
                name: restart
                symptom: slow
                settle: 10m
                deadline: 5m
                steps: [ { mitigation: restart } ]
                """, "1:1 SG-C011 runbook restart needs a deadline longer than its settle time");
        assertRunbookProblems("""
                name: restart
                symptom: slow
                steps:
                  - mitigation: restart
                  - mitigation: restart
                """, "1:1 SG-C011 runbook restart has two steps named restart");
    }

    @Test
    void aListOfParametersHoldsLinesOfText() {
        assertRunbookProblems(
                """
                name: a
                symptom: b
                steps:
                  - mitigation: c
                    with:
                      nested: [[1], 2]
                      none: []
                      nothing:
                      long: ["1\\n2"]
                """,
                "6:16 SG-C009 text is needed here, found a list",
                "7:13 SG-C010 the list is empty -> write at least one entry",
                "8:15 SG-C009 text is needed here, found nothing",
                "9:14 SG-C010 an entry of a list is one line here, was \"1\" and more");
    }

    @Test
    void aRunbookFileHoldsOneRunbook() {
        assertRunbookProblems("""
                runbooks:
                  - { name: a, symptom: slow, steps: [ { mitigation: restart } ] }
                  - { name: b, symptom: slow, steps: [ { mitigation: restart } ] }
                """, "1:1 SG-C011 one runbook is needed here, found 2");
    }

    @Test
    void aPolicyFileHoldsTiers() {
        assertProblems(
                text -> reader.readPolicy(text, "policy.yaml", Duration.ofDays(30)),
                "tires: []\n",
                "1:1 SG-C007 unknown key \"tires\" -> did you mean \"tiers\"?");
        assertProblems(
                text -> reader.readPolicy(text, "policy.yaml", Duration.ofDays(30)),
                """
                tiers:
                  - { severity: sev1, budget: 2%, long: 1h }
                  - { severity: sev1, budget: 2%, long: 2h }
                """,
                "1:1 SG-C010 two tiers are named sev1");
    }

    @Test
    void variablesThatCannotBeFilledInAreToldWhereTheyAreUsed() {
        assertProblems(
                SLO + """
                        period: ${PERIOD}
                        description: ${DESCRIPTION:?say what users get}
                        resolution: ${BAD}
                        alerts: ${ALERTS:=default}
                state: ${HOME:-${TMP}}
                """,
                "6:17 SG-C014 environment variable PERIOD is not set",
                "7:22 SG-C014 environment variable DESCRIPTION is not set: say what users get",
                "8:21 SG-C010 a duration is written like 90s, 5m, 1h30m or 30d, was \"never\"",
                "9:17 SG-C014 a variable is written ${NAME}, ${NAME:-default} or ${NAME:?message}, was"
                        + " ${ALERTS:=default}",
                "10:8 SG-C014 a variable is written ${NAME}, ${NAME:-default} or ${NAME:?message}, was ${HOME:-${TMP}");
    }

    @Test
    void columnsCountCharactersAndNotBytes() {
        assertProblems(
                "services: [ { name: chat, slos: [ { description: \"İ😀\", name: a, objective: x } ] } ]\n",
                "1:76 SG-C010 objective must be a decimal such as 0.995, was \"x\"");
    }

    @Test
    void charactersOfTwoUnitsStandAnywhere() {
        for (int before = 1000; before < 1100; before++) {
            String text = SLO + "state: " + "x".repeat(before) + "😀".repeat(1000) + "\n";
            assertEquals(1, reader.read(text, "test.yaml").rules().size());
        }
    }

    @Test
    void aProblemQuotesNoMoreThanCanBeRead() {
        var refused = assertThrows(
                ConfigurationException.class,
                () -> reader.read(SLO + "        period: 1" + "😀".repeat(300_000) + "\n", "test.yaml"));
        String message = refused.problems().getFirst().message();
        assertTrue(message.startsWith("a duration is written like 90s, 5m, 1h30m or 30d, was \"1😀"), message);
        assertTrue(message.endsWith("😀\""), message);
        assertTrue(message.length() < 1300, message);
    }

    @Test
    void aProblemIsOneLineWithItsPlaceReasonWayOutAndCode() {
        var refused =
                assertThrows(ConfigurationException.class, () -> reader.read("state: x\nstate: y\n", "safeguard.yaml"));
        assertEquals(
                "safeguard.yaml:1:1: key \"services\" is missing; add \"services\" here (SG-C008) and 1 more",
                refused.getMessage());
    }

    private void assertProblems(String text, String... expected) {
        assertProblems(yaml -> reader.read(yaml, "test.yaml"), text, expected);
    }

    private void assertRunbookProblems(String text, String... expected) {
        assertProblems(yaml -> reader.readRunbook(yaml, "test.yaml"), text, expected);
    }

    private static void assertProblems(Consumer<String> read, String text, String... expected) {
        var refused = assertThrows(ConfigurationException.class, () -> read.accept(text));
        assertEquals(
                String.join("\n", expected),
                String.join(
                        "\n",
                        refused.problems().stream()
                                .map(ConfigurationProblemsTest::told)
                                .toList()));
    }

    private static String told(ConfigurationProblem problem) {
        String told = problem.line() + ":" + problem.column() + " " + problem.code() + " " + problem.message();
        boolean advised = List.of(ProblemCode.values()).stream()
                .anyMatch(code -> code.advice().equals(problem.suggestion()));
        return advised ? told : told + " -> " + problem.suggestion();
    }
}
