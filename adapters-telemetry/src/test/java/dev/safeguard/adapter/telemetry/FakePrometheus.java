package dev.safeguard.adapter.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Prometheus on a port of this machine, as much of it as the adapter needs: its two questions, its answers and
 * errors, its limits, and ranges that include both ends. It knows selectors, {@code sum_over_time}, {@code sum by (…)}
 * of it, and nothing else. It can be told to answer otherwise.
 */
final class FakePrometheus implements AutoCloseable {

    /** What is asked, in the words of the address. */
    record Question(String method, String path, Map<String, String> parameters, Map<String, String> headers) {
        String query() {
            return parameters.getOrDefault("query", "");
        }
    }

    /** An answer that was put into its mouth. */
    record Scripted(int status, Map<String, String> headers, String body) {}

    private record Series(SortedMap<String, String> labels, TreeMap<Long, String> samples) {}

    private static final long MOST_POINTS = 11_000;
    private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)?(?:\\{([^}]*)\\})?");
    private static final Pattern RAW = Pattern.compile("(.*)\\[([0-9]+)s\\]");
    private static final Pattern SUMMED =
            Pattern.compile("(?:sum by \\(([a-z]+)\\) ?\\()?sum_over_time\\((.*)\\[([0-9]+)s([0-9]+)ms\\]\\)\\)?");

    private final HttpServer server;
    private final Map<SortedMap<String, String>, Series> series = new HashMap<>();
    private final Deque<Scripted> scripted = new ArrayDeque<>();
    private final List<Question> questions = new ArrayList<>();
    private Optional<Scripted> always = Optional.empty();
    private long mostSamples = 50_000_000;
    private String notices = "";

    FakePrometheus() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Stores a sample; labels are written {@code a=1,b=2}. */
    void add(String name, String labels, long seconds, String value) {
        addAtMillis(name, labels, seconds * 1000, value);
    }

    synchronized void addAtMillis(String name, String labels, long millis, String value) {
        SortedMap<String, String> all = labels(labels);
        all.put("__name__", name);
        series.computeIfAbsent(all, key -> new Series(key, new TreeMap<>()))
                .samples()
                .put(millis, value);
    }

    /** The next answers are these, one for each question. */
    synchronized FakePrometheus next(int status, String body) {
        scripted.add(new Scripted(status, Map.of(), body));
        return this;
    }

    /** Every answer is this one. */
    synchronized FakePrometheus always(int status, Map<String, String> headers, String body) {
        always = Optional.of(new Scripted(status, headers, body));
        return this;
    }

    FakePrometheus always(int status, String body) {
        return always(status, Map.of(), body);
    }

    /** Refuses more than so many samples in one query. */
    synchronized FakePrometheus limit(long samples) {
        mostSamples = samples;
        return this;
    }

    /** Adds a member to every good answer, such as {@code "warnings":["…"]}. */
    synchronized FakePrometheus noting(String member) {
        notices = "," + member;
        return this;
    }

    synchronized List<Question> questions() {
        return List.copyOf(questions);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getFirst()));
        String form = exchange.getRequestMethod().equals("POST")
                ? sent
                : Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Question question = new Question(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath(), parameters(form), headers);
        questions.add(question);
        Scripted answer = always.or(() -> Optional.ofNullable(scripted.poll())).orElseGet(() -> answer(question));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Scripted answer(Question question) {
        try {
            return switch (question.path()) {
                case "/api/v1/query" -> raw(question);
                case "/api/v1/query_range" -> range(question);
                default -> new Scripted(404, Map.of("Content-Type", "text/plain"), "404 page not found\n");
            };
        } catch (IllegalArgumentException e) {
            return error(400, "bad_data", String.valueOf(e.getMessage()));
        }
    }

    private Scripted raw(Question question) {
        Matcher query = RAW.matcher(question.query());
        if (!query.matches()) {
            throw new IllegalArgumentException("1:1: parse error: unexpected \"" + question.query() + "\"");
        }
        long to = millis(question.parameters().get("time"));
        long from = to - Long.parseLong(query.group(2)) * 1000;
        List<Series> selected = select(query.group(1));
        long samples = selected.stream()
                .mapToLong(each -> each.samples().subMap(from, true, to, true).size())
                .sum();
        return samples > mostSamples
                ? tooManySamples()
                : matrix(selected, each -> each.samples().subMap(from, true, to, true));
    }

    private Scripted range(Question question) {
        Matcher query = SUMMED.matcher(question.query().strip());
        if (!query.matches()) {
            throw new IllegalArgumentException("1:1: parse error: unexpected \"" + question.query() + "\"");
        }
        long start = millis(question.parameters().get("start"));
        long end = millis(question.parameters().get("end"));
        long step = Long.parseLong(question.parameters().get("step")) * 1000;
        if ((end - start) / step + 1 > MOST_POINTS) {
            return error(
                    400,
                    "bad_data",
                    "exceeded maximum resolution of 11,000 points per timeseries."
                            + " Try decreasing the query resolution (?step=XX)");
        }
        long window = Long.parseLong(query.group(3)) * 1000 + Long.parseLong(query.group(4));
        Map<SortedMap<String, String>, Series> results = new HashMap<>();
        long samples = 0;
        for (Series each : select(query.group(2))) {
            SortedMap<String, String> labels = new TreeMap<>(each.labels());
            labels.keySet()
                    .retainAll(query.group(1) == null ? labels.tailMap("a").keySet() : List.of(query.group(1)));
            Series result = results.computeIfAbsent(labels, key -> new Series(key, new TreeMap<>()));
            for (long at = start; at <= end; at += step) {
                Map<Long, String> seen = each.samples().subMap(at - window, true, at, true);
                samples += seen.size();
                seen.values().stream()
                        .map(BigDecimal::new)
                        .reduce(BigDecimal::add)
                        .ifPresent(add(result, at));
            }
        }
        return samples > mostSamples ? tooManySamples() : matrix(List.copyOf(results.values()), Series::samples);
    }

    private static Consumer<BigDecimal> add(Series result, long at) {
        return sum -> result.samples()
                .merge(
                        at,
                        sum.toPlainString(),
                        (one, other) ->
                                new BigDecimal(one).add(new BigDecimal(other)).toPlainString());
    }

    private Scripted matrix(List<Series> selected, Function<Series, ? extends Map<Long, String>> samples) {
        String result = selected.stream()
                .filter(each -> !samples.apply(each).isEmpty())
                .map(each -> "{\"metric\":{"
                        + each.labels().entrySet().stream()
                                .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                                .collect(Collectors.joining(","))
                        + "},\"values\":["
                        + samples.apply(each).entrySet().stream()
                                .map(sample -> "[" + seconds(sample.getKey()) + ",\"" + sample.getValue() + "\"]")
                                .collect(Collectors.joining(","))
                        + "]}")
                .collect(Collectors.joining(","));
        return new Scripted(
                200,
                Map.of(),
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + result + "]}" + notices
                        + "}");
    }

    private List<Series> select(String text) {
        Matcher selector = SELECTOR.matcher(text);
        if (!selector.matches()) {
            throw new IllegalArgumentException("1:1: parse error: unexpected \"" + text + "\"");
        }
        Map<String, String> wanted =
                labels(Optional.ofNullable(selector.group(2)).orElse("").replace("\"", ""));
        Optional.ofNullable(selector.group(1)).ifPresent(name -> wanted.put("__name__", name));
        return series.values().stream()
                .filter(each -> each.labels().entrySet().containsAll(wanted.entrySet()))
                .toList();
    }

    private static Scripted tooManySamples() {
        return error(422, "execution", "query processing would load too many samples into memory in query execution");
    }

    static Scripted error(int status, String type, String text) {
        return new Scripted(status, Map.of(), errorBody(type, text));
    }

    static String errorBody(String type, String text) {
        return "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + text.replace("\"", "\\\"") + "\"}";
    }

    private static long millis(String seconds) {
        return new BigDecimal(seconds).movePointRight(3).longValueExact();
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    private static SortedMap<String, String> labels(String text) {
        SortedMap<String, String> labels = new TreeMap<>();
        Arrays.stream(text.split(",", -1))
                .filter(label -> !label.isBlank())
                .map(label -> label.split("=", 2))
                .forEach(label -> labels.put(label[0].strip(), label[1].strip()));
        return labels;
    }

    private static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new HashMap<>();
        Arrays.stream(form.split("&", -1))
                .filter(part -> part.contains("="))
                .map(part -> part.split("=", 2))
                .forEach(part -> parameters.put(part[0], URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
        return parameters;
    }
}
