package dev.safeguard.application.alert;

import java.util.Comparator;

/** How loud a policy is. Less is fewer pages, then fewer that wake somebody, then fewer at night, then fewer tickets. */
record Noise(int pages, int sev1Pages, int nightPages, int tickets) implements Comparable<Noise> {

    private static final Comparator<Noise> PAGES = Comparator.comparingInt(Noise::pages)
            .thenComparingInt(Noise::sev1Pages)
            .thenComparingInt(Noise::nightPages);

    private static final Comparator<Noise> ALL = PAGES.thenComparingInt(Noise::tickets);

    /** Compares what is sent by pages alone. */
    int comparePages(Noise other) {
        return PAGES.compare(this, other);
    }

    @Override
    public int compareTo(Noise other) {
        return ALL.compare(this, other);
    }
}
