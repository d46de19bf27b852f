package dev.safeguard.domain.incident;

/** Who did it: a human by name, or a part of Safeguard. */
public record Actor(Kind kind, String name) {

    /** What sort of actor this is. */
    public enum Kind {
        HUMAN,
        SAFEGUARD
    }

    public static final Actor ALERTING = part("alerting");
    public static final Actor TRIAGE = part("triage");
    public static final Actor RUNBOOK = part("runbook");
    public static final Actor ONCALL = part("oncall");
    public static final Actor LEARNING = part("learning");

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an actor needs a name");
        }
    }

    public static Actor human(String name) {
        return new Actor(Kind.HUMAN, name);
    }

    private static Actor part(String name) {
        return new Actor(Kind.SAFEGUARD, name);
    }

    public boolean isHuman() {
        return kind == Kind.HUMAN;
    }

    /** For example {@code ana} or {@code safeguard/alerting}. */
    @Override
    public String toString() {
        return isHuman() ? name : "safeguard/" + name;
    }

    /** Reads what {@link #toString} wrote. */
    public static Actor of(String text) {
        return text.startsWith("safeguard/") ? part(text.substring("safeguard/".length())) : human(text);
    }
}
