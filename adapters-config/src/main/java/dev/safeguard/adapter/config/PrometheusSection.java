package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.TEXT;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** {@code prometheus:}, where the SLOs are measured. */
public final class PrometheusSection {

    static final Shape<Server> SHAPE = Shape.map(fields -> {
        var url = fields.required("url", TEXT.as(PrometheusSection::url));
        var tokenFile = fields.optional("token_file", TEXT.as(Path::of));
        return fields.make(() -> new Server(url.get(), tokenFile.value()));
    });

    private PrometheusSection() {}

    /**
     * A Prometheus.
     *
     * @param tokenFile the file with the bearer token that it asks for, where it does
     */
    public record Server(String url, Optional<Path> tokenFile) {}

    private static String url(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !text.matches("https?://.*")) {
            throw new IllegalArgumentException(
                    "a Prometheus is found at a URL such as http://127.0.0.1:9090, was \"" + text + "\"");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("no credentials in the URL: token_file names the file of a token");
        }
        return text;
    }
}
