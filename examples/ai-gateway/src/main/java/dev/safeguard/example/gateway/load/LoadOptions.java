package dev.safeguard.example.gateway.load;

import dev.safeguard.example.gateway.plain.Arguments;
import dev.safeguard.example.gateway.plain.BadArgumentsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What load to put on a gateway.
 *
 * @param url where the gateway listens
 * @param rate requests a second, evenly spaced
 * @param duration for how long
 * @param seed what the choice of questions follows from
 * @param concurrency how many requests may be under way at once; those beyond wait, and their time counts
 * @param injections the share of hostile questions, from 0 to 1
 * @param lowPriority the share of requests with the header {@code X-Priority: low}
 * @param goodWithin how long a good answer takes at most, from its planned time
 * @param timeout how long to wait for an answer, from its planned time
 * @param isJson whether the summary is JSON
 * @param samples where to write the counts of each bucket
 * @param bucket the length of a bucket
 * @param slo the name of the SLO in the samples
 */
public record LoadOptions(
        URI url,
        double rate,
        Duration duration,
        long seed,
        int concurrency,
        double injections,
        double lowPriority,
        Duration goodWithin,
        Duration timeout,
        boolean isJson,
        Optional<Path> samples,
        Duration bucket,
        String slo) {

    static final String HELP =
            """
            Puts load on a gateway, open loop: every request has a planned time, is sent then whether or not those
            before it were answered, and its latency is measured from then.

            examples:
              load --rate 50 --duration 10s
              load --url http://127.0.0.1:8080 --rate 500 --duration 1m --injections 0.1 -o json
              load --rate 100 --duration 5m --samples chat.csv --bucket 10s

            options:
              --url URL              where the gateway listens (http://127.0.0.1:8080)
              --rate NUMBER          requests a second (20)
              --duration TIME        for how long (10s)
              --seed NUMBER          what the choice of questions follows from (1)
              --concurrency NUMBER   requests that may be under way at once (2000); others wait, and that counts
              --injections SHARE     share of hostile questions (0)
              --low-priority SHARE   share of requests that others may go before (0.125)
              --good-within TIME     how long a good answer takes at most (2s)
              --timeout TIME         how long to wait for an answer (5s)
              --samples FILE         write slo,start,good,total for every bucket that is over
              --bucket TIME          length of a bucket, whole seconds (60s)
              --slo NAME             name of the SLO in the samples (chat-answers)
              --output text|json     what the summary is (text); also -o
            """;

    private static final Pattern OPTION = Pattern.compile("(?m)^  --([a-z-]+) ");
    private static final long MOST_REQUESTS = 20_000_000;

    /**
     * Reads a command line.
     *
     * @throws BadArgumentsException with one line that says what is wrong
     */
    public static LoadOptions parse(String... args) {
        List<String> names =
                OPTION.matcher(HELP).results().map(option -> option.group(1)).toList();
        Arguments given = new Arguments(names, args);
        LoadOptions options = new LoadOptions(
                url(given.text("url").orElse("http://127.0.0.1:8080")),
                given.decimal("rate", 20, 0.01, 100_000),
                given.duration("duration", Duration.ofSeconds(10)),
                given.whole("seed", 1, -999_999_999_999L, 999_999_999_999L),
                (int) given.whole("concurrency", 2_000, 1, 1_000_000),
                given.decimal("injections", 0, 0, 1),
                given.decimal("low-priority", 0.125, 0, 1),
                given.duration("good-within", Duration.ofSeconds(2)),
                given.duration("timeout", Duration.ofSeconds(5)),
                given.oneOf("output", List.of("text", "json")).equals("json"),
                given.file("samples"),
                given.duration("bucket", Duration.ofMinutes(1)),
                given.text("slo").orElse("chat-answers"));
        if (options.requests() > MOST_REQUESTS) {
            throw new BadArgumentsException("--rate for --duration must be no more than " + MOST_REQUESTS + " requests");
        }
        if (options.bucket().toNanosPart() != 0) {
            throw new BadArgumentsException("--bucket must be whole seconds, such as 1s or 60s");
        }
        if (!options.slo().matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")) {
            throw new BadArgumentsException("--slo must be letters, digits and . _ / -, was '" + options.slo() + "'");
        }
        return options;
    }

    /** How many requests that makes, one at least. */
    int requests() {
        return (int) Math.max(1, Math.min(rate * duration.toNanos() / 1e9, MOST_REQUESTS + 1));
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new BadArgumentsException("--url must be like http://127.0.0.1:8080, was '" + text + "'");
    }
}
