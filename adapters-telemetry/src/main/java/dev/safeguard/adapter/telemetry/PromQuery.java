package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.RefusedQueryException;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query of Prometheus is to somebody who counts events: a counter, whose samples are differenced here, or an
 * expression, which Prometheus evaluates for every bucket. Whether it is right otherwise, Prometheus says.
 */
sealed interface PromQuery {

    /** What stands for the length of a bucket in an expression. */
    String WINDOW = "$window";

    /** The query as it was written. */
    String text();

    /**
     * Cumulative counters.
     *
     * @param selector which ones, without any function around it
     * @param summed whether the query asked for their sum, which is then taken here
     */
    record Counter(String text, String selector, boolean summed) implements PromQuery {}

    /**
     * Anything else: its value at the end of a bucket is the count of that bucket.
     *
     * @param evaluated the query as it is sent to Prometheus
     * @param extrapolated whether it uses functions whose results are estimates
     */
    record Expression(String text, String evaluated, boolean extrapolated) implements PromQuery {}

    /**
     * Reads a query.
     *
     * @param step the length of a bucket
     * @throws RefusedQueryException when it cannot be a count of the events of a bucket
     */
    static PromQuery of(String text, Duration step) {
        if (text.isBlank()) {
            throw new RefusedQueryException("the query is empty; it selects a counter, such as answers_total, or is an"
                    + " expression over [" + WINDOW + "], such as sum(increase(answers_total[" + WINDOW + "]))");
        }
        Reading reading = new Reading(text);
        return reading.counter().<PromQuery>map(counter -> counter).orElseGet(() -> reading.expression(step));
    }

    /** A query cut into its words, brackets and what stands between them. */
    final class Reading {

        /** A comment, a text in quotes, a range in brackets, a name, a number, or any other single character. */
        private static final Pattern TOKEN = Pattern.compile(
                "\\s+|#[^\\n]*"
                        + "|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`"
                        + "|\\[[^\\]]*\\]|[$A-Za-z_:][A-Za-z0-9_:]*|[0-9][A-Za-z0-9.]*|.",
                Pattern.DOTALL);

        private static final Pattern DURATION = Pattern.compile(
                "(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");

        /** These stretch what they saw to the ends of the range. */
        private static final Set<String> EXTRAPOLATING =
                Set.of("increase", "rate", "delta", "irate", "idelta", "deriv", "predict_linear");

        /** These are of a second, not of a bucket. */
        private static final Set<String> PER_SECOND = Set.of("rate", "irate", "deriv");

        private final String text;
        private final List<String> tokens = new ArrayList<>();

        Reading(String text) {
            this.text = text.strip();
            for (Matcher matcher = TOKEN.matcher(text); matcher.find(); ) {
                tokens.add(matcher.group());
            }
        }

        /** The query as a counter, or as the sum of one. */
        Optional<PromQuery> counter() {
            List<String> words = tokens.stream()
                    .filter(token -> !token.isBlank() && !token.startsWith("#"))
                    .toList();
            if (isSelector(words)) {
                return Optional.of(new Counter(text, String.join("", words), false));
            }
            if (!words.getFirst().equals("sum")) {
                return Optional.empty();
            }
            List<String> summed = withoutGrouping(words.subList(1, words.size()));
            int last = summed.size() - 1;
            if (last < 2 || !summed.getFirst().equals("(") || !summed.get(last).equals(")")) {
                return Optional.empty();
            }
            List<String> selector = summed.subList(1, last);
            return isSelector(selector)
                    ? Optional.of(new Counter(text, String.join("", selector), true))
                    : Optional.empty();
        }

        /** Without {@code by (…)} or {@code without (…)}, which may stand before and after what is summed. */
        private static List<String> withoutGrouping(List<String> words) {
            for (int i = 0; i < words.size(); i++) {
                int end = words.subList(i, words.size()).indexOf(")");
                if (Set.of("by", "without").contains(words.get(i))
                        && end > 1
                        && words.get(i + 1).equals("(")) {
                    List<String> rest = new ArrayList<>(words.subList(0, i));
                    rest.addAll(words.subList(i + end + 1, words.size()));
                    return rest;
                }
            }
            return words;
        }

        /** A name, what is in braces, or both. */
        private static boolean isSelector(List<String> words) {
            int braces = words.indexOf("{");
            boolean named = !words.isEmpty() && words.getFirst().matches("[A-Za-z_:][A-Za-z0-9_:]*");
            return braces < 0
                    ? words.size() == 1 && named
                    : (braces == 0 || (braces == 1 && named)) && words.indexOf("}") == words.size() - 1;
        }

        /** The query as an expression, with the length of a bucket filled in. */
        PromQuery expression(Duration step) {
            StringBuilder evaluated = new StringBuilder();
            Deque<String> functions = new ArrayDeque<>();
            boolean ranged = false;
            boolean extrapolated = false;
            boolean perSecond = false;
            boolean scaled = false;
            String previous = "";
            for (String token : tokens) {
                String function = functions.isEmpty() ? "" : functions.peek();
                switch (token) {
                    case "(" -> functions.push(previous);
                    case ")" -> functions.poll();
                    case "*", "/" -> scaled = true;
                    default -> {}
                }
                if (token.startsWith("[") && token.endsWith("]")) {
                    ranged = true;
                    extrapolated |= EXTRAPOLATING.contains(function);
                    perSecond |= PER_SECOND.contains(function);
                    checkRange(token, step);
                    evaluated.append(token.replace(WINDOW, range(function, step)));
                } else {
                    evaluated.append(token.equals(WINDOW) ? step.toSeconds() + "s" : token);
                }
                previous = token.isBlank() ? previous : token;
            }
            if (!ranged) {
                throw new RefusedQueryException("the query " + text
                        + " does not say which events are of a bucket: select"
                        + " counters alone, such as answers_total{ok=\"true\"}, or write an expression over [" + WINDOW
                        + "], such as sum(increase(answers_total[" + WINDOW + "]))");
            }
            if (perSecond && !scaled) {
                throw new RefusedQueryException(
                        "the query " + text + " is of events a second, and buckets count events: write increase(…["
                                + WINDOW + "]), or multiply by the seconds of a bucket");
            }
            return new Expression(text, evaluated.toString(), extrapolated);
        }

        /**
         * How a range of one bucket is written. A range that ends with the bucket includes both of its ends in
         * Prometheus before 3.0. For a function of the samples themselves that would be one sample too many, the last
         * of the bucket before, so it is asked for a millisecond less. For a growth it is the sample to count from.
         */
        private static String range(String function, Duration step) {
            return function.endsWith("_over_time") ? (step.toSeconds() - 1) + "s999ms" : step.toSeconds() + "s";
        }

        /** Whether a range that is written out may be that of a bucket; a longer one would count events many times. */
        private void checkRange(String range, Duration step) {
            String length =
                    range.substring(1, range.length() - 1).split(":", 2)[0].strip();
            Matcher matcher = DURATION.matcher(length);
            if (text.contains(WINDOW) || !matcher.matches()) {
                return;
            }
            long millis = 0;
            long[] units = {604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1};
            for (int unit = 0; unit < units.length; unit++) {
                String amount = matcher.group(unit + 1);
                millis += amount == null ? 0 : Long.parseLong(amount) * units[unit];
            }
            if (millis > step.toMillis() || 2 * millis <= step.toMillis()) {
                throw new RefusedQueryException("the query " + text + " looks at " + range + " for every bucket of "
                        + Window.text(step) + ", which does not count each event once: write [" + WINDOW
                        + "], or make the step as long as the range");
            }
        }
    }
}
