package dev.safeguard.adapter.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * Who Safeguard says it is to a metric source. A secret stands in a file of its own, which is read for every request,
 * so that one that is renewed is used at once; it is never kept and never told.
 */
public sealed interface PrometheusCredentials {

    /** Nobody in particular. */
    record None() implements PrometheusCredentials {
        @Override
        public Optional<Header> header() {
            return Optional.empty();
        }
    }

    /** Whoever holds the token in this file. */
    record BearerToken(Path file) implements PrometheusCredentials {
        @Override
        public Optional<Header> header() {
            return Optional.of(new Header("Authorization", "Bearer " + secret(file, "token")));
        }
    }

    /** A user with the password in this file. */
    record Password(String user, Path file) implements PrometheusCredentials {
        public Password {
            if (user.isEmpty() || user.contains(":")) {
                throw new IllegalArgumentException("a user has a name without a colon, was \"" + user + "\"");
            }
        }

        @Override
        public Optional<Header> header() {
            byte[] both = (user + ":" + secret(file, "password")).getBytes(StandardCharsets.UTF_8);
            return Optional.of(
                    new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both)));
        }
    }

    /** Whoever sends the value in this file as this header, such as {@code X-Api-Key}. */
    record SecretHeader(String name, Path file) implements PrometheusCredentials {
        public SecretHeader {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                throw new IllegalArgumentException("\"" + name + "\" is no name of a header");
            }
        }

        @Override
        public Optional<Header> header() {
            return Optional.of(new Header(name, secret(file, "value of the header " + name)));
        }
    }

    /**
     * What is sent with a request, read at this moment.
     *
     * @throws UncheckedIOException when the file cannot be read, or holds no single line
     */
    Optional<Header> header();

    /** A header; its value is a secret, and therefore not shown. */
    record Header(String name, String value) {
        @Override
        public String toString() {
            return name + ": (secret)";
        }
    }

    private static String secret(Path file, String what) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty() || secret.chars().anyMatch(Character::isISOControl)) {
                throw new IOException(file + " must hold the " + what + " in one line, and nothing else");
            }
            return secret;
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("the file of the " + what + " is not there: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("the file of the " + what + " cannot be read: " + e.getMessage(), e);
        }
    }
}
