package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.SampleFeed.Order;
import java.util.BitSet;

/** Which orders the rows so far are in. */
final class Orders {

    private final BitSet seen = new BitSet();
    private int current = SloTable.NONE;
    private long latest = Long.MIN_VALUE;
    private boolean byTime = true;
    private boolean bySlo = true;

    /** Takes in the next row. */
    void row(int slo, long start) {
        boolean back = start < latest;
        latest = start;
        byTime &= !back;
        if (slo == current) {
            bySlo &= !back;
        } else {
            current = slo;
            if (bySlo) {
                bySlo = !seen.get(slo);
                seen.set(slo);
            }
        }
    }

    boolean are(Order order) {
        return switch (order) {
            case BY_TIME -> byTime;
            case BY_SLO -> bySlo;
        };
    }
}
