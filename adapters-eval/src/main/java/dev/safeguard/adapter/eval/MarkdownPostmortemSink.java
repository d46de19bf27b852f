package dev.safeguard.adapter.eval;

import static dev.safeguard.adapter.eval.Markdown.escape;

import dev.safeguard.application.port.PostmortemSink;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.postmortem.ActionItem;
import dev.safeguard.domain.postmortem.Impact;
import dev.safeguard.domain.postmortem.Postmortem;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Postmortems as Markdown, for a reader who is tired: the figures first, then what happened, then what to do. */
public final class MarkdownPostmortemSink implements PostmortemSink {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public void publish(Postmortem postmortem, Path file) {
        AtomicFile.write(file, render(postmortem));
    }

    @Override
    public String render(Postmortem postmortem) {
        Incident incident = postmortem.incident();
        return new Markdown()
                .title("Postmortem " + incident.id() + " · "
                        + escape(incident.service().value()) + " · "
                        + incident.severity().word())
                .paragraph("As of " + UTC.format(postmortem.asOf()) + " UTC. Everything here is drawn from the"
                        + " incident's timeline and its measurements.")
                .table(List.of("", ""), summary(postmortem), "")
                .section("Timeline")
                .table(
                        List.of("#", "UTC", "Actor", "What"),
                        incident.timeline().stream().map(MarkdownPostmortemSink::entry),
                        "Nothing is recorded.")
                .section("Mitigations")
                .table(
                        List.of("Mitigation", "SLI before -> after", "Outcome"),
                        postmortem.mitigations().stream().map(MarkdownPostmortemSink::mitigation),
                        "None was applied.")
                .section("Contributing factors")
                .points(escaped(postmortem.contributingFactors()), "None is recorded.")
                .section("What went well")
                .points(escaped(postmortem.wentWell()), "Nothing is recorded.")
                .section("Where luck helped")
                .points(escaped(postmortem.luck()), "Nowhere that is known.")
                .section("Action items")
                .table(
                        List.of("Action", "Owner", "Due"),
                        postmortem.actions().stream().map(MarkdownPostmortemSink::action),
                        "None.")
                .section("Eval case")
                .paragraph(postmortem
                        .evalCase()
                        .map(MarkdownPostmortemSink::evalCase)
                        .orElse("None was made."))
                .points(
                        postmortem.evalCase().stream()
                                .flatMap(evalCase -> evalCase.assertions().stream())
                                .map(Assertion::sentence)
                                .map(Markdown::escape)
                                .toList(),
                        "Without a case, the same fault can come back unseen.")
                .section("Blameless check")
                .points(
                        postmortem.flags().stream()
                                .map(flag -> "\"" + escape(flag.found()) + "\": " + escape(flag.suggestion()))
                                .toList(),
                        "Nothing was flagged in the stated causes.")
                .toString();
    }

    private static Stream<List<String>> summary(Postmortem postmortem) {
        Incident incident = postmortem.incident();
        Impact impact = postmortem.impact();
        Slo slo = postmortem.slo();
        String period = Window.text(slo.period());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Impact", impact(impact)));
        rows.add(List.of("Error budget", percent(impact.budgetSpent()) + " of the " + period + " budget spent"));
        rows.add(List.of(
                "SLO",
                escape(slo.name().value()) + ": " + slo.objective().percent() + " over " + period
                        + (slo.description().isBlank() ? "" : ", " + escape(slo.description()))));
        rows.add(List.of("Detected", UTC.format(incident.detectedAt()) + " UTC"));
        rows.add(List.of("Acknowledged", after(incident.timeToAcknowledge())));
        rows.add(List.of("Mitigated", after(incident.timeToMitigate())));
        rows.add(List.of("Resolved", after(incident.timeToResolve())));
        rows.add(List.of("State", incident.state().word()));
        for (IncidentId earlier : incident.links()) {
            rows.add(List.of("Follows", earlier.toString()));
        }
        return rows.stream();
    }

    private static String impact(Impact impact) {
        String span = ", " + UTC.format(impact.from()) + " to " + UTC.format(impact.until()) + " UTC ("
                + Window.text(Duration.between(impact.from(), impact.until())) + ")";
        return impact.counts().isEmpty()
                ? "no events were counted" + span
                : count(impact.counts().bad()) + " of " + count(impact.counts().total()) + " events were bad ("
                        + percent(impact.counts().errorRatio()) + ")" + span;
    }

    private static List<String> entry(IncidentEvent event) {
        String word = "**" + event.change().word() + "**";
        return List.of(
                Long.toString(event.sequence()),
                UTC.format(event.at()),
                escape(event.actor().toString()),
                event.message().isBlank() ? word : word + " " + escape(event.message()));
    }

    /** A step that was not needed, or failed, has no SLI after it; one that degrades answers says how many. */
    private static List<String> mitigation(IncidentEvent event) {
        boolean isReversal = event.change() instanceof Change.Recorded(Change.Fact fact) && fact == Change.Fact.REVERT;
        Figures figures = event.figures();
        String after = sli(figures, "sliAfter");
        String sli = after.isEmpty() ? "" : sli(figures, "sliBefore") + " -> " + after;
        String degraded = figures.decimal("degraded")
                .map(share -> " · " + percent(share) + " degraded")
                .orElse("");
        return List.of(
                (isReversal ? "revert " : "")
                        + escape(figures.text("mitigation").orElse(event.message())),
                sli + degraded,
                escape(figures.text("outcome").orElse("")));
    }

    private static List<String> action(ActionItem action) {
        return List.of(
                escape(action.text()),
                action.owner().map(Markdown::escape).orElse("unassigned"),
                action.due().map(LocalDate::toString).orElse("no date"));
    }

    private static String evalCase(EvalCase evalCase) {
        return "Case " + escape(evalCase.id()) + " injects " + escape(evalCase.fault()) + " at ratio "
                + evalCase.faultRatio() + " under " + count(evalCase.eventsPerMinute())
                + " events a minute. **Not calibrated yet:** it has not been seen to fail on a broken system, so it"
                + " blocks no release. It asserts:";
    }

    private static List<String> escaped(List<String> texts) {
        return texts.stream().map(Markdown::escape).toList();
    }

    private static String after(Optional<Duration> time) {
        return time.map(duration -> "after " + Window.text(duration)).orElse("not yet");
    }

    private static String sli(Figures figures, String name) {
        return figures.decimal(name).map(MarkdownPostmortemSink::percent).orElse("");
    }

    private static String percent(Ratio ratio) {
        return percent(ratio.toDecimal(6));
    }

    /** With up to two decimal places. */
    private static String percent(BigDecimal share) {
        BigDecimal percent = share.movePointRight(2).setScale(2, RoundingMode.HALF_UP);
        return percent.signum() == 0 ? "0 %" : percent.stripTrailingZeros().toPlainString() + " %";
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
