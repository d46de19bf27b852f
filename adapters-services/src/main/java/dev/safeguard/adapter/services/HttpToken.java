package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A secret that a server asks for. It is read from its file for every call, so that a new one counts at once, and is
 * taken out of everything that is passed on.
 */
final class HttpToken {

    private static final int LONGEST = 16 << 10;

    private final String scheme;
    private final String secret;

    private HttpToken(String scheme, String secret) {
        this.scheme = scheme;
        this.secret = secret;
    }

    /** Sent as {@code Authorization: Bearer …}. */
    static Optional<HttpToken> bearer(Optional<Path> file) {
        return file.map(path -> new HttpToken("Bearer ", read(path)));
    }

    /** Sent as {@code Authorization: …}, without any other word. */
    static Optional<HttpToken> plain(Optional<Path> file) {
        return file.map(path -> new HttpToken("", read(path)));
    }

    /** What stands in the header. */
    String header() {
        return scheme + secret;
    }

    /** The text without the secret. */
    String hidden(String text) {
        return text.replace(secret, "…");
    }

    @Override
    public String toString() {
        return "…";
    }

    private static String read(Path file) {
        String text;
        try {
            text = Files.size(file) > LONGEST ? "" : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException e) {
            throw RefusedException.of(
                    "token_file", "the token cannot be read: there is no file " + HttpText.oneLine(file.toString()));
        } catch (IOException e) {
            throw RefusedException.of(
                    "token_file",
                    "the token cannot be read from " + HttpText.oneLine(file.toString()) + "; check who may read it");
        }
        if (!text.matches("[!-~]+")) {
            throw RefusedException.of(
                    "token_file",
                    HttpText.oneLine(file.toString())
                            + " holds no token; it must be one line of letters, digits and signs, and nothing else");
        }
        return text;
    }
}
