package dev.safeguard.domain.runbook;

import java.util.Optional;

/** What a control surface is set to, absence included: "not set" is a state that can be put back. */
public record ControlState(Optional<String> value) {

    public static final ControlState ABSENT = new ControlState(Optional.empty());

    public static ControlState of(String value) {
        return new ControlState(Optional.of(value));
    }

    @Override
    public String toString() {
        return value.orElse("not set");
    }
}
