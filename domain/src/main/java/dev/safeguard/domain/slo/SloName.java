package dev.safeguard.domain.slo;

/** The name of an SLO, unique within a configuration: letters, digits and {@code . _ / -}, at most 100 of them. */
public record SloName(String value) {

    public SloName {
        Names.check("an SLO", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
