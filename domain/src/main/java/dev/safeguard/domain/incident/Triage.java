package dev.safeguard.domain.incident;

import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.SloName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The likely symptom, or an honest word that there is none to name. Mitigation comes before diagnosis. */
public sealed interface Triage {

    /** One symptom fits. */
    record Likely(Symptom symptom, Ratio share, long errors) implements Triage {}

    /** Several fit; a human chooses, and nothing starts by itself. */
    record Ambiguous(List<Symptom> candidates, long errors) implements Triage {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /** None fits, or there are no errors to go by. */
    record Unknown(long errors) implements Triage {}

    /** Matches the SLO's symptoms against what its errors are. */
    static Triage of(SloName slo, Collection<Symptom> symptoms, ErrorBreakdown breakdown) {
        long errors = breakdown.errors();
        List<Symptom> fitting = symptoms.stream()
                .filter(symptom -> symptom.slo().equals(slo))
                .filter(symptom -> errors > 0 && symptom.share(breakdown).compareTo(symptom.minShare()) >= 0)
                .sorted(Comparator.comparing((Symptom symptom) -> symptom.share(breakdown))
                        .reversed()
                        .thenComparing(Symptom::name))
                .toList();
        return switch (fitting.size()) {
            case 0 -> new Unknown(errors);
            case 1 -> new Likely(fitting.getFirst(), fitting.getFirst().share(breakdown), errors);
            default -> new Ambiguous(fitting, errors);
        };
    }

    /** The evidence in one sentence: {@code 97 % of 2871 errors are provider-5xx}. */
    default String evidence() {
        return switch (this) {
            case Likely likely ->
                likely.share().times(Ratio.of(100, 1)).toDecimal(0).toPlainString() + " % of " + likely.errors()
                        + " errors are " + String.join(" or ", likely.symptom().errorKinds().stream().sorted().toList());
            case Ambiguous ambiguous ->
                "the " + ambiguous.errors() + " errors fit "
                        + String.join(" and ", ambiguous.candidates().stream().map(Symptom::name).toList());
            case Unknown unknown ->
                unknown.errors() == 0 ? "there are no errors to go by" : unknown.errors() + " errors fit no known symptom";
        };
    }
}
