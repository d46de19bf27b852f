package dev.safeguard.example.gateway;

/**
 * Which build of the gateway runs. The two differ in {@link ProviderPath} and nowhere else: BROKEN calls the primary
 * provider without a time-out, has no way to the fallback, and calls as often at once as it is asked to.
 */
public enum Build {
    FIXED("fixed"),
    BROKEN("broken");

    private final String label;

    Build(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
