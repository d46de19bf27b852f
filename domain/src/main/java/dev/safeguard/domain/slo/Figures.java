package dev.safeguard.domain.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The named figures behind a decision, in the order in which they are told. A name is given once. */
public record Figures(Map<String, Figure> values) {

    public static final Figures NONE = new Figures(Map.of());

    public Figures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** One figure: a number that means something, or a word. */
    public sealed interface Figure {

        /** An exact or rounded decimal, shown as it is. */
        record Decimal(BigDecimal value) implements Figure {}

        /** A whole number of things. */
        record Count(long value) implements Figure {}

        /** A name or a sentence. */
        record Text(String value) implements Figure {}

        /** A length of time. */
        record Span(Duration value) implements Figure {}
    }

    public Figures with(String name, Figure figure) {
        Map<String, Figure> more = new LinkedHashMap<>(values);
        if (more.put(name, figure) != null) {
            throw new IllegalArgumentException("figure " + name + " is given twice");
        }
        return new Figures(more);
    }

    public Figures with(String name, String text) {
        return with(name, new Figure.Text(text));
    }

    public Figures with(String name, long count) {
        return with(name, new Figure.Count(count));
    }

    public Figures with(String name, Duration span) {
        return with(name, new Figure.Span(span));
    }

    public Figures with(String name, Window window) {
        return with(name, new Figure.Span(window.length()));
    }

    /** A ratio, rounded half up to {@code scale} places: for telling it, the decision is made already. */
    public Figures with(String name, Ratio ratio, int scale) {
        return with(name, new Figure.Decimal(ratio.toDecimal(scale)));
    }

    public Figures withAll(Figures others) {
        Figures all = this;
        for (Map.Entry<String, Figure> other : others.values.entrySet()) {
            all = all.with(other.getKey(), other.getValue());
        }
        return all;
    }

    public Optional<String> text(String name) {
        return values.get(name) instanceof Figure.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    public Optional<BigDecimal> decimal(String name) {
        return values.get(name) instanceof Figure.Decimal decimal ? Optional.of(decimal.value()) : Optional.empty();
    }

    public Optional<Long> count(String name) {
        return values.get(name) instanceof Figure.Count count ? Optional.of(count.value()) : Optional.empty();
    }
}
