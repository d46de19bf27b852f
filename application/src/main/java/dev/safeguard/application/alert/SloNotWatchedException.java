package dev.safeguard.application.alert;

import dev.safeguard.domain.slo.SloName;
import java.util.List;

/** There is no SLO of this name under watch. */
public final class SloNotWatchedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SloName slo;
    private final transient List<SloName> watched;

    /** @param watched those that are under watch, by name */
    public SloNotWatchedException(SloName slo, List<SloName> watched) {
        super("there is no SLO " + slo + " under watch");
        this.slo = slo;
        this.watched = List.copyOf(watched);
    }

    public SloName slo() {
        return slo;
    }

    public List<SloName> watched() {
        return watched;
    }
}
