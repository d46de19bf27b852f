package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.SampleFeed.Facts;
import dev.safeguard.application.port.SampleFeed.Order;
import dev.safeguard.application.port.SampleFeed.Sink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads all files once, after a plan. Either the rows are as the plan says, and have been handed out when the end is
 * reached; or they are not, and there is a better plan.
 */
final class Pass implements RowSink {

    /** How to go about it. */
    sealed interface Plan {

        /** Look at the first rows, then decide. */
        record LookAhead() implements Plan {}

        /** Hand rows out as they come. */
        record Stream(Order order, long resolution) implements Plan {}

        /** Keep all rows and hand them out at the end. */
        record Collect() implements Plan {}
    }

    /** How it ended. */
    sealed interface Outcome {

        record Done(Facts facts) implements Outcome {}

        record Again(Plan plan) implements Outcome {}
    }

    private static final int MOST_REMARKS = 5;

    private final List<Path> files;
    private final boolean lenient;
    private final OptionalLong asked;
    private final Limits limits;
    private final Sink out;
    private final SloTable slos = new SloTable();

    /** What is wrong in itself, what is at odds with the rest, and of that the rows that can be done without. */
    private final Problems wrong;

    private final Problems atOdds;
    private final Problems astray;

    private final Orders orders = new Orders();
    private final List<Integer> bare = new ArrayList<>();
    private CollectedRows collected = new CollectedRows();
    private Optional<Streaming> streaming = Optional.empty();
    private boolean isDecided;
    private RowSink taker = this::collect;

    /**
     * @param lenient whether wrong rows are passed over, rather than all refused because of them
     * @param asked the resolution in seconds, if it is not to be inferred
     */
    Pass(List<Path> files, boolean lenient, OptionalLong asked, Limits limits, Sink out) {
        this.files = files;
        this.lenient = lenient;
        this.asked = asked;
        this.limits = limits;
        this.out = out;
        wrong = new Problems(files);
        atOdds = new Problems(files);
        astray = lenient ? new Problems(files) : atOdds;
    }

    Outcome run(Plan plan) {
        switch (plan) {
            case Plan.LookAhead ignored -> {}
            case Plan.Collect ignored -> isDecided = true;
            case Plan.Stream stream -> stream(stream);
        }
        read();
        if (!lenient || wrong.areFatal()) {
            wrong.throwIfAny();
        }
        return streaming.map(this::streamed).orElseGet(this::fromMemory);
    }

    @Override
    public boolean row(int slo, long start, long good, long total, long place) {
        boolean isVoid = !lenient && !wrong.areNone();
        return isVoid || taker.row(slo, start, good, total, place);
    }

    private void read() {
        RowReader reader = new RowReader(slos, wrong, lenient, limits, this);
        boolean more = true;
        for (int file = 0; more && file < files.size(); file++) {
            more = reader.read(files.get(file), file);
            if (reader.rows() == 0) {
                bare.add(file);
            }
        }
    }

    private boolean collect(int slo, long start, long good, long total, long place) {
        orders.row(slo, start);
        collected.row(slo, start, good, total, place);
        return isDecided || !isEnough() || decide();
    }

    private boolean isEnough() {
        int rows = collected.size();
        return (rows >= limits.rows() && rows - slos.size() >= limits.neighbours()) || rows >= limits.furthest();
    }

    private boolean decide() {
        isDecided = true;
        Optional<Order> order = order();
        if (order.isEmpty()) {
            return true;
        }
        CollectedRows begun = collected;
        collected = new CollectedRows();
        long resolution = asked.orElseGet(() -> Resolutions.of(begun.sorted()));
        return begun.inTheOrderTheyCame(stream(new Plan.Stream(order.get(), resolution)));
    }

    /** The order that the collected rows are in: of one SLO alone, or of many at one time, it can be either. */
    private Optional<Order> order() {
        boolean byTime = orders.are(Order.BY_TIME);
        boolean bySlo = orders.are(Order.BY_SLO);
        if (byTime && bySlo) {
            return Optional.of(slos.size() == 1 ? Order.BY_SLO : Order.BY_TIME);
        }
        return byTime ? Optional.of(Order.BY_TIME) : bySlo ? Optional.of(Order.BY_SLO) : Optional.empty();
    }

    private RowSink stream(Plan.Stream plan) {
        Watch watch = new Watch(plan.resolution(), asked.isPresent(), slos, atOdds);
        Telling telling = new Telling(out, plan.order(), plan.resolution(), slos, watch, astray);
        streaming = Optional.of(new Streaming(plan, watch, telling));
        taker = telling;
        return telling;
    }

    private Outcome streamed(Streaming rows) {
        Plan.Stream plan = rows.plan;
        if (!rows.telling.isInOrder()) {
            Order other = plan.order() == Order.BY_TIME ? Order.BY_SLO : Order.BY_TIME;
            boolean isOther = rows.telling.orders().are(other);
            return new Outcome.Again(isOther ? new Plan.Stream(other, plan.resolution()) : new Plan.Collect());
        }
        rows.watch.end();
        if (asked.isEmpty() && !rows.watch.isConfirmed()) {
            long step = rows.watch.mostCommonStep().orElse(plan.resolution());
            return new Outcome.Again(
                    step == plan.resolution() ? new Plan.Collect() : new Plan.Stream(plan.order(), step));
        }
        return done(rows.telling, List.of());
    }

    private Outcome fromMemory() {
        if (collected.size() == 0) {
            wrong.throwIfAny();
            bare.forEach(file -> wrong.add(Place.of(file, 2), "there are no rows below the header"));
            wrong.throwIfAny();
        }
        CollectedRows.Sorted sorted = collected.sorted();
        Optional<Order> order = order();
        long resolution = asked.orElseGet(() -> Resolutions.of(sorted));
        Watch watch = new Watch(resolution, asked.isPresent(), slos, atOdds);
        Telling telling = new Telling(out, order.orElse(Order.BY_SLO), resolution, slos, watch, astray);
        if (order.isPresent()) {
            collected.inTheOrderTheyCame(telling);
        } else {
            sorted.handOut(telling);
        }
        watch.end();
        return done(telling, order.isPresent() ? List.of() : List.of("rows are in no order: sorted first"));
    }

    private Outcome done(Telling telling, List<String> sorting) {
        atOdds.throwIfAny();
        if (telling.samples() == 0) {
            astray.throwIfAny();
        }
        List<String> remarks = new ArrayList<>(sorting);
        bare.forEach(file -> remarks.add(files.get(file) + " has no rows below its header"));
        remark(wrong, remarks);
        remark(astray, remarks);
        return new Outcome.Done(
                new Facts(telling.samples(), telling.replaced(), wrong.count() + astray.count(), remarks));
    }

    private static void remark(Problems skipped, List<String> remarks) {
        skipped.sentences(MOST_REMARKS).forEach(problem -> remarks.add("skipped " + problem));
        if (skipped.count() > MOST_REMARKS) {
            remarks.add("skipped " + (skipped.count() - MOST_REMARKS) + " more");
        }
    }

    private record Streaming(Plan.Stream plan, Watch watch, Telling telling) {}
}
