package dev.safeguard.domain.slo;

/** The name of a service, the unit that has incidents: letters, digits and {@code . _ / -}, at most 100 of them. */
public record ServiceName(String value) {

    public ServiceName {
        Names.check("a service", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
