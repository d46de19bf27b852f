package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.Detection;
import dev.safeguard.application.alert.PolicyComparison;
import dev.safeguard.application.alert.PolicyComparison.Verdict;
import dev.safeguard.application.alert.PolicySuggestion;
import dev.safeguard.application.alert.PolicySuggestion.Holdout;
import dev.safeguard.application.alert.PolicySuggestion.Outcome;
import dev.safeguard.application.alert.ReplayScore;
import dev.safeguard.application.alert.ReplaySummary;
import dev.safeguard.application.alert.Sighting;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a replay is held against, for people: known incidents, another policy, and a quieter one. */
final class ReplaySections {

    private final Invocation call;

    ReplaySections(Invocation call) {
        this.call = call;
    }

    static String aWeek(ReplaySummary summary) {
        return summary.pagesAWeek().map(pages -> pages.toDecimal(1).toPlainString()).orElse("-") + " a week";
    }

    /** Each incident, and how good the alerts were. */
    void score(ReplayScore score, boolean oneSource) {
        call.print("");
        call.print("  known incidents");
        if (!call.quiet()) {
            List<List<String>> rows = new ArrayList<>();
            for (ReplayScore.IncidentScore scored : score.incidents()) {
                rows.add(List.of(
                        Show.line(scored.incident().id()),
                        Show.minute(scored.incident().start()),
                        Show.line(scored.incident().impact()),
                        found(scored),
                        Show.line(scored.incident().title())));
            }
            Show.table(List.of("id", "began (UTC)", "impact", "told", "title"), rows)
                    .forEach(line -> call.print("    " + line));
        }
        call.print("    " + Show.count(score.detected()) + " of "
                + Show.count(score.incidents().size(), "incident", "incidents") + " paged for (recall "
                + share(score.recall()) + "), after " + time(score.medianDetection()) + " in the middle and "
                + time(score.worstDetection()) + " at worst; " + Show.count(score.rightPages()) + " of "
                + Show.count(score.pages().size(), "page", "pages") + " fall into one (precision "
                + share(score.precision()) + ")");
        if (!score.outside().isEmpty()) {
            call.print("    not scored, as they began outside of this history: " + score.outside().size());
        }
        if (oneSource) {
            call.print("    labels and samples come from one source: on others the score would be lower");
        }
    }

    private static String found(ReplayScore.IncidentScore scored) {
        return switch (scored.page()) {
            case Detection.Sent sent -> by(sent.first()) + " after " + Window.text(sent.delay());
            case Detection.Already already -> "already paging, " + by(already.standing());
            case Detection.Missed ignored -> scored.ticket()
                    .after()
                    .map(delay -> "missed; a ticket after " + Window.text(delay))
                    .orElse("missed");
        };
    }

    private static String by(Sighting sent) {
        return sent.tier().name() + " (" + Show.percent(sent.budgetSpent(), 1) + " spent)";
    }

    /** Two policies side by side. */
    void comparison(PolicyComparison comparison) {
        call.print("");
        call.print("  compared");
        ReplaySummary present = comparison.present();
        ReplaySummary other = comparison.other();
        List<List<String>> rows = List.of(
                List.of("pages", pages(present), pages(other)),
                List.of("of them sev1", Show.count(present.sev1Pages()), Show.count(other.sev1Pages())),
                List.of("at night", Show.count(present.nightPages()), Show.count(other.nightPages())),
                List.of("tickets", Show.count(present.tickets()), Show.count(other.tickets())),
                List.of("budget spent at a page", share(present.medianBudgetAtPage()), share(other.medianBudgetAtPage())));
        Show.table(List.of("", "present", "other"), rows).forEach(line -> call.print("    " + line));
        call.print("    the other pages for " + Show.count(comparison.count(Verdict.SAME)) + " burns at the same time, for "
                + Show.count(comparison.count(Verdict.EARLIER)) + " earlier, for "
                + Show.count(comparison.count(Verdict.LATER)) + " later, for "
                + Show.count(comparison.count(Verdict.NOT)) + " not at all, and for "
                + Show.count(comparison.count(Verdict.NEW)) + " that the present one does not page for");
        if (!call.quiet()) {
            comparison.burns().stream()
                    .filter(burn -> burn.verdict() != Verdict.SAME)
                    .forEach(burn -> call.print("    " + Show.minute(burn.from()) + "  " + verdict(burn)));
        }
    }

    private static String pages(ReplaySummary summary) {
        return Show.count(summary.pages()) + " (" + aWeek(summary) + ")";
    }

    private static String verdict(PolicyComparison.Burn burn) {
        String by = burn.later().map(Duration::abs).map(Window::text).orElse("");
        return switch (burn.verdict()) {
            case SAME -> "at the same time";
            case EARLIER -> by + " earlier";
            case LATER -> by + " later";
            case NOT -> "not at all";
            case NEW -> "only by the other";
        };
    }

    /** A quieter policy, ready to be pasted, and what it would change. */
    void suggestion(PolicySuggestion suggestion, Optional<String> yaml) {
        call.print("");
        call.print("  a quieter policy  (" + Show.count(suggestion.policiesTried()) + " tried)");
        switch (suggestion.outcome()) {
            case Outcome.NothingQuieter ignored ->
                call.print("    none of them tells of all that matters and is quieter than the present one");
            case Outcome.NothingToFit nothing -> call.print("    none can be found: " + nothing.why());
            case Outcome.Quieter quieter -> {
                yaml.ifPresent(text -> text.lines().forEach(line -> call.print("    " + line)));
                comparison(quieter.comparison());
            }
        }
        call.print("    " + suggestion.caveat());
        if (suggestion.holdout() instanceof Holdout.HeldOut held) {
            call.print("    fitted to what was before " + Show.minute(held.cut()) + " UTC alone, and tried on the rest: "
                    + Show.count(held.before().pages()) + " pages become " + Show.count(held.after().pages()) + ", and "
                    + Show.count(held.broken().size()) + " of " + Show.count(held.asked())
                    + " things that matter are told of later or not at all");
        }
    }

    private static String share(Optional<Ratio> share) {
        return share.map(value -> Show.percent(value, 1)).orElse("-");
    }

    private static String time(Optional<Duration> time) {
        return time.map(Window::text).orElse("-");
    }
}
