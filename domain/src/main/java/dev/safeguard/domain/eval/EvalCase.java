package dev.safeguard.domain.eval;

import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The regression case of an incident: which fault, at which load, must not break which promise again. Two incidents
 * with the same content make the same case, whatever they were called and whenever they happened.
 *
 * @param symptom the symptom that triage named
 * @param fault the fault to inject, by the fault injector's name
 * @param faultRatio how much of what the fault touches it breaks, in (0, 1]
 * @param eventsPerMinute the load to put on; positive
 * @param source the incident it came from; not part of its content
 * @param createdAt not part of its content
 */
public record EvalCase(
        String symptom,
        ServiceName service,
        SloName slo,
        Objective objective,
        String fault,
        Ratio faultRatio,
        long eventsPerMinute,
        List<Assertion> assertions,
        IncidentId source,
        Instant createdAt) {

    private static final int HASH_LENGTH = 12;

    public EvalCase {
        assertions = List.copyOf(assertions);
        if (assertions.isEmpty()) {
            throw new IllegalArgumentException("an eval case without an assertion proves nothing");
        }
        if (faultRatio.compareTo(Ratio.ZERO) <= 0 || faultRatio.isGreaterThan(Ratio.ONE)) {
            throw new IllegalArgumentException("a fault ratio is above 0 and at most 1, was " + faultRatio);
        }
        if (eventsPerMinute < 1) {
            throw new IllegalArgumentException("a load is at least 1 event a minute, was " + eventsPerMinute);
        }
    }

    /** {@code <symptom>-<hash of the content>}. */
    public String id() {
        String hash = UUID.nameUUIDFromBytes(content().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return symptom + "-" + hash.substring(0, HASH_LENGTH);
    }

    private String content() {
        return String.join(
                "\n",
                symptom,
                service.value(),
                slo.value(),
                objective.toString(),
                fault,
                faultRatio.numerator() + "/" + faultRatio.denominator(),
                Long.toString(eventsPerMinute),
                assertions.stream().map(Assertion::sentence).collect(Collectors.joining("\n")));
    }
}
