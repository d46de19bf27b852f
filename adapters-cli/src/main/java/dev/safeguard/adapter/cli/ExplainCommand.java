package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.SloSource;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code safeguard explain}: what an SLO's alerts will do, what a word means, and what an error code is about. */
@Command(
        name = "explain",
        header = "Explain what the alerts of an SLO will do, a word, or the code at the end of an error.",
        footer = {
            "  safeguard explain chat-answers                       when it fires, at what price, and when it lets go",
            "  safeguard explain --objective 0.999 --period 28d     the same for an SLO that is not there yet",
            "  safeguard explain --objective 0.9 --policy my.yaml   and with tiers of your own",
            "  safeguard explain error budget",
            "  safeguard explain SG-U001",
            "  safeguard explain                                    everything there is to explain"
        })
final class ExplainCommand implements Callable<Integer> {

    private static final String CODE = "(?i)SG-.*";
    private static final String PROPOSED = "proposed";

    private final Invocation call;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "An SLO, a word such as burn rate, or a code such as SG-U001.")
    private List<String> words = List.of();

    @Option(names = "--slo", paramLabel = "NAME", description = "The SLO of this name, whatever else bears it.")
    private Optional<SloName> slo = Optional.empty();

    @Option(names = "--objective", paramLabel = "D", description = "An SLO that is not there yet: its objective.")
    private Optional<Objective> objective = Optional.empty();

    @Option(names = "--period", paramLabel = "30d", description = "Its period; 30d unless given.")
    private Optional<Duration> period = Optional.empty();

    @Option(names = "--policy", paramLabel = "FILE", description = "Alert tiers in place of those there are.")
    private Optional<Path> policy = Optional.empty();

    @Option(names = "--glossary", description = "All words, as a page of Markdown.")
    private boolean glossary;

    ExplainCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        String wanted = String.join(" ", words).strip();
        checkOptions(wanted);
        policy.ifPresent(Invocation::mustBeReadable);
        if (glossary) {
            printGlossary();
        } else if (objective.isPresent()) {
            print(proposal(objective.get()));
        } else if (slo.isPresent()) {
            print(found(slo.get().value()).orElseThrow(() -> unknown(slo.get().value())));
        } else if (wanted.isEmpty()) {
            printOverview();
        } else if (wanted.matches(CODE)) {
            printCode(wanted.toUpperCase(Locale.ROOT));
        } else {
            explain(wanted);
        }
        return Exit.DONE.code();
    }

    private void checkOptions(String wanted) {
        boolean named = slo.isPresent() || !wanted.isEmpty();
        if (objective.isPresent() && named) {
            throw Code.CONFLICT.refusal(
                    "--objective is for an SLO that is not there yet, and one is named", "leave one of them out");
        }
        if (period.isPresent() && objective.isEmpty()) {
            throw Code.MISSING.refusal("--period needs --objective", "add --objective 0.999, or what is promised");
        }
        if (policy.isPresent() && objective.isEmpty() && !named) {
            throw Code.MISSING.refusal(
                    "--policy needs an SLO to work for", "name one, or add --objective 0.999");
        }
    }

    /** A word before an SLO: words are many and always there, and --slo says which is meant. */
    private void explain(String wanted) {
        Optional<Term> term = policy.isPresent() ? Optional.empty() : Term.of(wanted);
        if (term.isPresent()) {
            print(term.get());
        } else {
            print(found(wanted).orElseThrow(() -> unknown(wanted)));
        }
    }

    private SloExplanation proposal(Objective promised) {
        Slo proposed = Invocation.given(() -> new Slo(
                new SloName(PROPOSED),
                new ServiceName(PROPOSED),
                "",
                promised,
                period.orElse(Slo.DEFAULT_PERIOD),
                Slo.DEFAULT_RESOLUTION));
        return new SloExplanation(
                call.composition().rule(proposed, policy),
                "--objective" + policy.map(file -> " and " + file).orElse(""),
                true,
                Optional.empty());
    }

    private Optional<SloExplanation> found(String name) {
        for (SloSource source : call.composition().sloSources(call.where())) {
            for (AlertRule rule : source.rules()) {
                if (rule.slo().name().value().equals(name)) {
                    return Optional.of(new SloExplanation(
                            policy.map(file -> call.composition().rule(rule.slo(), Optional.of(file)))
                                    .orElse(rule),
                            source.origin() + policy.map(file -> ", with the tiers of " + file).orElse(""),
                            false,
                            source.firstPaged()));
                }
            }
        }
        return Optional.empty();
    }

    private UsageException unknown(String wanted) {
        List<String> slos = sloNames();
        List<String> known = Stream.concat(slos.stream(), Arrays.stream(Term.values()).flatMap(Term::words)).toList();
        return Code.NOTHING_TO_EXPLAIN.refusal(
                "there is no SLO and no word \"" + wanted + "\"",
                DidYouMean.closest(wanted, slo.isPresent() ? slos : known)
                        .map(meant -> "did you mean " + meant + "? ")
                        .orElse("")
                        + "There are the SLOs " + String.join(", ", slos) + " and the words "
                        + String.join(", ", Term.sorted().stream().map(Term::title).toList()));
    }

    private List<String> sloNames() {
        return call.composition().sloSources(call.where()).stream()
                .flatMap(source -> source.rules().stream())
                .map(rule -> rule.slo().name().value())
                .distinct()
                .toList();
    }

    private void print(SloExplanation explanation) {
        if (call.json()) {
            document("SloExplanation", document -> document.add(explanation.json()));
        } else if (call.quiet()) {
            call.print(explanation.sentence());
        } else {
            explanation.lines(call.columns()).forEach(call::print);
        }
    }

    private void print(Term term) {
        if (call.json()) {
            document("Term", document -> document.add(Glossary.json(term)));
        } else {
            Glossary.lines(term, call.columns()).forEach(call::print);
        }
    }

    private void printGlossary() {
        if (call.json()) {
            document("Term", document -> Term.sorted().forEach(term -> document.add(Glossary.json(term))));
        } else {
            call.out().print(Glossary.markdown());
        }
    }

    private void printCode(String code) {
        List<String> paragraphs = paragraphs(code).orElseThrow(() -> Code.UNKNOWN_CODE.refusal(
                "there is no code " + code,
                DidYouMean.closest(code, codes(), "codes stand in brackets at the end of an error, such as SG-U001")));
        if (call.json()) {
            ObjectNode json = Json.object().put("code", code);
            ArrayNode texts = json.putArray("paragraphs");
            paragraphs.forEach(texts::add);
            document("Explanation", document -> document.add(json));
        } else {
            call.print(String.join("\n\n", paragraphs));
        }
    }

    private Optional<List<String>> paragraphs(String code) {
        return Code.of(code).map(Code::paragraphs).or(() -> call.composition().explain(code));
    }

    private List<String> codes() {
        return Stream.concat(
                        Arrays.stream(Code.values()).map(Code::toString), call.composition().codes().stream())
                .toList();
    }

    private void printOverview() {
        List<SloSource> sources = call.composition().sloSources(call.where());
        if (call.json()) {
            document("Explainable", document -> {
                sources.forEach(source -> source.rules().forEach(rule -> document.add(
                        topic("slo", rule.slo().name().value(), source.origin()))));
                Term.sorted().forEach(term -> document.add(topic("term", term.title(), term.definition())));
                codes().forEach(code -> document.add(topic("code", code, title(code))));
            });
            return;
        }
        List<String> lines = new ArrayList<>();
        for (SloSource source : sources) {
            if (!source.rules().isEmpty()) {
                lines.add("SLOs · " + source.origin());
                lines.add("  "
                        + String.join(
                                ", ",
                                source.rules().stream()
                                        .map(rule -> rule.slo().name().value())
                                        .toList()));
                lines.add("");
            }
        }
        lines.add("words");
        lines.add("  "
                + Show.hanging(
                        String.join(", ", Term.sorted().stream().map(Term::title).toList()),
                        2,
                        Math.min(call.columns(), 120)));
        lines.add("");
        lines.add("codes");
        codes().forEach(code -> lines.add("  " + code + "  " + title(code)));
        lines.forEach(call::print);
    }

    private static ObjectNode topic(String kind, String name, String about) {
        return Json.object().put("kind", kind).put("name", name).put("about", about);
    }

    /** What stands behind the code in its first paragraph. */
    private String title(String code) {
        return paragraphs(code)
                .map(texts -> texts.getFirst().substring(code.length()).replaceFirst("^: ", ""))
                .orElse("");
    }

    private void document(String kind, Consumer<Json.Document> content) {
        try (Json.Document document = call.document(kind, call.wallClock())) {
            content.accept(document);
        }
    }
}
