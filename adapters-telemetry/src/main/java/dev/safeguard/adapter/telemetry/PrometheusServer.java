package dev.safeguard.adapter.telemetry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a Prometheus is, or anything else that answers like one, and how to speak to it.
 *
 * @param url its address, without {@code /api/v1}; it may have a path, as behind a proxy
 * @param credentials who asks
 * @param timeout how long a single answer may take, from the question to its last byte
 * @param authorities a file of certificates in PEM to trust instead of those of the JDK
 */
public record PrometheusServer(
        URI url, PrometheusCredentials credentials, Duration timeout, Optional<Path> authorities) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    public PrometheusServer {
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the address of a Prometheus must not hold credentials: they would be seen"
                            + " in lists of processes and in messages; put the password into a file and name that");
        }
        String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "the address of a Prometheus is like http://localhost:9090, was \"" + url + "\"");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the address of a Prometheus ends before any ? or #, as in"
                    + " http://localhost:9090; credentials come from a file");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("the time for an answer must be positive, was " + timeout);
        }
    }

    /**
     * The server at this address, asked by nobody in particular.
     *
     * @throws IllegalArgumentException when it is no address, or holds credentials; those are not repeated
     */
    public static PrometheusServer at(String url) {
        try {
            return new PrometheusServer(
                    new URI(url.strip().replaceAll("/+$", "")),
                    new PrometheusCredentials.None(),
                    DEFAULT_TIMEOUT,
                    Optional.empty());
        } catch (URISyntaxException e) {
            // Without the cause, which repeats what was given: there may be a password in it.
            throw new IllegalArgumentException(
                    "the address of a Prometheus is like http://localhost:9090, and this is no address: "
                            + e.getReason() + " at character " + (e.getIndex() + 1));
        }
    }

    public PrometheusServer as(PrometheusCredentials asker) {
        return new PrometheusServer(url, asker, timeout, authorities);
    }

    public PrometheusServer within(Duration longest) {
        return new PrometheusServer(url, credentials, longest, authorities);
    }

    public PrometheusServer trusting(Path certificates) {
        return new PrometheusServer(url, credentials, timeout, Optional.of(certificates));
    }

    /** As a sentence names it. */
    @Override
    public String toString() {
        return "Prometheus at " + url;
    }
}
