package dev.safeguard.domain.incident;

import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.SloName;
import java.util.Set;

/**
 * A recognisable way in which a service fails, told by what its errors are: it matches where errors of these kinds make
 * up at least this share of all errors of the SLO.
 *
 * @param name for example {@code model-provider-outage}
 * @param description what users see, in words
 * @param errorKinds the metric source's kinds that speak for it
 * @param minShare in (0, 1]
 * @param fault the fault that reproduces it, by the fault injector's name
 */
public record Symptom(
        String name, String description, SloName slo, Set<String> errorKinds, Ratio minShare, String fault) {

    public Symptom {
        errorKinds = Set.copyOf(errorKinds);
        if (errorKinds.isEmpty()) {
            throw new IllegalArgumentException("symptom " + name + " needs at least one error kind to match");
        }
        if (minShare.compareTo(Ratio.ZERO) <= 0 || minShare.isGreaterThan(Ratio.ONE)) {
            throw new IllegalArgumentException(
                    "symptom " + name + " needs a share above 0 and at most 1, was " + minShare);
        }
    }

    /** The share of all errors that speak for it. */
    public Ratio share(ErrorBreakdown breakdown) {
        return errorKinds.stream()
                .map(breakdown::shareOfErrors)
                .reduce(Ratio.ZERO, Ratio::plus);
    }
}
