package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.plain.Arguments;
import dev.safeguard.example.gateway.plain.BadArgumentsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a gateway is to run.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for a free one
 * @param portFile where to write the port once it listens
 * @param seed what the randomness of providers and faults follows from
 * @param adminToken the token that {@code /admin} asks for
 * @param fastest how long the quickest answer of the primary provider takes; the fallback takes half as long again
 * @param slowest how long the slowest answer of the primary provider takes
 * @param slow how long a provider takes that is slow
 * @param hang how long a provider that hangs holds a request, before it breaks the connection
 * @param providerTimeout how long the fixed build waits for a provider
 * @param goodWithin how long a good answer takes at most
 * @param maxInFlight how many requests may wait for providers at once in the fixed build
 * @param fallbackCapacity how many requests the fallback provider takes at once
 * @param storeCapacity how many documents the vector store holds
 * @param costLimit what one answer may cost, in millionths of a dollar
 */
public record GatewayOptions(
        String host,
        int port,
        Optional<Path> portFile,
        Build build,
        long seed,
        Optional<String> adminToken,
        Duration fastest,
        Duration slowest,
        Duration slow,
        Duration hang,
        Duration providerTimeout,
        Duration goodWithin,
        int maxInFlight,
        int fallbackCapacity,
        int storeCapacity,
        long costLimit) {

    static final String HELP =
            """
            A small gateway to language models. Its providers are fake, and so is everything they say.

            examples:
              gateway
              gateway --build broken --port 8081
              gateway --port 0 --port-file port.txt --admin-token-file token.txt

            options:
              --port NUMBER              port to listen on, 0 for a free one (8080)
              --port-file FILE           where to write the port once it listens
              --host ADDRESS             address to listen on (127.0.0.1); any other than 127.0.0.1 needs a token
              --build fixed|broken       broken: no time-out, no fallback, no limit on what is under way (fixed)
              --admin-token-file FILE    a file with the token that /admin then asks for
              --seed NUMBER              what the randomness of providers and faults follows from (1)
              --fastest TIME             quickest answer of the primary provider (20ms)
              --slowest TIME             slowest answer of the primary provider (60ms)
              --slow TIME                answer of a provider that is slow (2500ms)
              --hang TIME                how long a provider that hangs holds a request (10s)
              --provider-timeout TIME    how long the fixed build waits for a provider (500ms)
              --good-within TIME         how long a good answer takes at most (2s)
              --max-in-flight NUMBER     requests that may wait for providers at once in the fixed build (1024)
              --fallback-capacity NUMBER requests that the fallback provider takes at once (512)
              --store-capacity NUMBER    documents that the vector store holds (1000)
              --cost-limit NUMBER        what one answer may cost, in millionths of a dollar (5000)
            """;

    private static final Pattern OPTION = Pattern.compile("(?m)^  --([a-z-]+) ");

    /**
     * Reads a command line.
     *
     * @throws BadArgumentsException with one line that says what is wrong
     */
    public static GatewayOptions parse(String... args) {
        List<String> names =
                OPTION.matcher(HELP).results().map(option -> option.group(1)).toList();
        Arguments given = new Arguments(names, args);
        GatewayOptions options = new GatewayOptions(
                given.text("host").orElse("127.0.0.1"),
                (int) given.whole("port", 8080, 0, 65_535),
                given.file("port-file"),
                given.oneOf("build", List.of("fixed", "broken")).equals("fixed") ? Build.FIXED : Build.BROKEN,
                given.whole("seed", 1, -999_999_999_999L, 999_999_999_999L),
                given.file("admin-token-file").map(GatewayOptions::token),
                given.duration("fastest", Duration.ofMillis(20)),
                given.duration("slowest", Duration.ofMillis(60)),
                given.duration("slow", Duration.ofMillis(2_500)),
                given.duration("hang", Duration.ofSeconds(10)),
                given.duration("provider-timeout", Duration.ofMillis(500)),
                given.duration("good-within", Duration.ofSeconds(2)),
                (int) given.whole("max-in-flight", 1_024, 1, 1_000_000),
                (int) given.whole("fallback-capacity", 512, 0, 1_000_000),
                (int) given.whole("store-capacity", 1_000, 18, 100_000),
                given.whole("cost-limit", 5_000, 0, 1_000_000_000));
        if (options.slowest().compareTo(options.fastest()) < 0) {
            throw new BadArgumentsException("--slowest must not be less than --fastest");
        }
        if (!options.host().equals("127.0.0.1") && options.adminToken().isEmpty()) {
            throw new BadArgumentsException("--host " + options.host()
                    + " lets others reach /admin; give --admin-token-file as well");
        }
        return options;
    }

    private static String token(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (!token.matches("[!-~]{8,}")) {
                throw new BadArgumentsException(
                        "--admin-token-file " + file + " must hold a token of 8 or more printable characters");
            }
            return token;
        } catch (IOException e) {
            throw new BadArgumentsException("--admin-token-file " + file + " cannot be read");
        }
    }
}
