package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SampleFeed.Order;
import java.time.Duration;
import java.util.Arrays;

/** Hands rows on to whoever is fed, for as long as they are in the order that was told. */
final class Telling implements RowSink {

    private static final int UNTOLD = -1;

    private final SampleFeed.Sink out;
    private final Order order;
    private final SloTable slos;
    private final Watch watch;
    private final Problems astray;
    private final Orders orders = new Orders();

    /** The numbers that SLOs were told with: one that has no sample is not told at all. */
    private int[] numbers = {};

    private int slosTold;
    private long replaced;
    private long samples;

    /** @param astray takes in the rows that fit no bucket; they are not handed on */
    Telling(SampleFeed.Sink out, Order order, long resolution, SloTable slos, Watch watch, Problems astray) {
        this.out = out;
        this.order = order;
        this.slos = slos;
        this.watch = watch;
        this.astray = astray;
        out.begin(order, Duration.ofSeconds(resolution));
    }

    @Override
    public boolean row(int slo, long start, long good, long total, long place) {
        orders.row(slo, start);
        if (!orders.are(order)) {
            return false;
        }
        switch (watch.row(slo, start, place)) {
            case NEW -> samples++;
            case AGAIN -> replaced++;
            case ASTRAY -> {
                astray.add(place, watch.astray(start));
                return true;
            }
        }
        if (slo >= numbers.length || numbers[slo] == UNTOLD) {
            tell(slo);
        }
        out.sample(numbers[slo], start, good, total);
        return true;
    }

    boolean isInOrder() {
        return orders.are(order);
    }

    /** Which orders the rows so far are in; if one is not the one that was told, it may be the right one. */
    Orders orders() {
        return orders;
    }

    long samples() {
        return samples;
    }

    long replaced() {
        return replaced;
    }

    private void tell(int slo) {
        if (slo >= numbers.length) {
            int known = numbers.length;
            numbers = Arrays.copyOf(numbers, Math.max(2 * known, Math.max(slo + 1, 16)));
            Arrays.fill(numbers, known, numbers.length, UNTOLD);
        }
        numbers[slo] = slosTold;
        out.slo(slosTold, slos.name(slo));
        slosTold++;
    }
}
