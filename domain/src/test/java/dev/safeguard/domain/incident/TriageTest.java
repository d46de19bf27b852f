package dev.safeguard.domain.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.SloName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageTest {

    private static final SloName ANSWERS = new SloName("chat-answers");
    private static final Symptom OUTAGE = symptom("model-provider-outage", ANSWERS, "0.6", "provider-5xx");
    private static final Symptom SLOW = symptom("slow-provider", ANSWERS, "0.4", "timeout", "provider-429");
    private static final List<Symptom> KNOWN = List.of(SLOW, OUTAGE);

    @Test
    void oneSymptomThatFitsIsLikely() {
        Triage triage = triage(Map.of("provider-5xx", 2_785L, "timeout", 86L));

        assertEquals(new Triage.Likely(OUTAGE, Ratio.of(2_785, 2_871), 2_871), triage);
        assertEquals("97 % of 2871 errors are provider-5xx", triage.evidence());
    }

    @Test
    void theKindsOfASymptomCountTogether() {
        Triage triage = triage(Map.of("timeout", 30L, "provider-429", 20L, "other", 50L));

        assertEquals(new Triage.Likely(SLOW, Ratio.of("0.5"), 100), triage);
        assertEquals("50 % of 100 errors are provider-429 or timeout", triage.evidence());
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true", "61, true"})
    void aSymptomFitsFromItsShareOn(long errors, boolean fits) {
        Triage triage = triage(Map.of("provider-5xx", errors, "other", 100 - errors));

        assertEquals(fits ? new Triage.Likely(OUTAGE, Ratio.of(errors, 100), 100) : new Triage.Unknown(100), triage);
    }

    @Test
    void severalThatFitAreAmbiguousWithTheLargestShareFirst() {
        Triage triage = triage(Map.of("provider-5xx", 60L, "timeout", 40L));

        assertEquals(new Triage.Ambiguous(List.of(OUTAGE, SLOW), 100), triage);
        assertEquals("the 100 errors fit model-provider-outage and slow-provider", triage.evidence());
    }

    @Test
    void equalSharesAreListedByName() {
        Symptom twin = symptom("a-twin", ANSWERS, "0.6", "provider-5xx");

        assertEquals(
                new Triage.Ambiguous(List.of(twin, OUTAGE), 100),
                Triage.of(ANSWERS, List.of(OUTAGE, twin), errors(Map.of("provider-5xx", 100L))));
    }

    @Test
    void noneThatFitsIsUnknown() {
        Triage triage = triage(Map.of("dns", 12L));

        assertEquals(new Triage.Unknown(12), triage);
        assertEquals("12 errors fit no known symptom", triage.evidence());
    }

    @Test
    void withoutErrorsThereIsNothingToGoBy() {
        Triage triage = triage(Map.of());

        assertEquals(new Triage.Unknown(0), triage);
        assertEquals("there are no errors to go by", triage.evidence());
    }

    @Test
    void symptomsOfOtherSlosDoNotCount() {
        Symptom elsewhere = symptom("search-outage", new SloName("search"), "0.1", "provider-5xx");

        assertEquals(
                new Triage.Unknown(10), Triage.of(ANSWERS, List.of(elsewhere), errors(Map.of("provider-5xx", 10L))));
    }

    @Test
    void aSymptomNeedsKindsAndAShare() {
        var kinds = assertThrows(IllegalArgumentException.class, () -> symptom("a", ANSWERS, "0.5"));
        assertEquals("symptom a needs at least one error kind to match", kinds.getMessage());
        for (String share : new String[] {"0", "-0.5", "1.5"}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> symptom("a", ANSWERS, share, "dns"));
            assertEquals("symptom a needs a share above 0 and at most 1, was " + share, refused.getMessage());
        }
    }

    private static Triage triage(Map<String, Long> errors) {
        return Triage.of(ANSWERS, KNOWN, errors(errors));
    }

    private static ErrorBreakdown errors(Map<String, Long> errors) {
        return new ErrorBreakdown(new TreeMap<>(errors), new TreeMap<>(), 10_000);
    }

    private static Symptom symptom(String name, SloName slo, String minShare, String... kinds) {
        return new Symptom(name, "answers fail", slo, Set.of(kinds), Ratio.of(minShare), name);
    }
}
