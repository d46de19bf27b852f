package dev.safeguard.domain.slo;

/** One SLO's windows, all ending at the same boundary. */
@FunctionalInterface
public interface Measurements {

    /** What the window of this length, ending at the boundary, shows. */
    Measurement over(Window window);
}
