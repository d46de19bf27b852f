package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.SloBudget;
import dev.safeguard.application.incident.Judgement;
import dev.safeguard.domain.alert.ReleaseTerms;
import dev.safeguard.domain.alert.ReleaseVerdict;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.BudgetPeriod;
import dev.safeguard.domain.slo.BudgetReading;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code safeguard budget}: how much of the error budgets is left, and whether a release may go out. */
@Command(
        name = "budget",
        header = "Show how much of the error budgets is spent, on what, and when the rest is gone.",
        footer = {
            "  safeguard budget",
            "  safeguard budget chat-answers --window 1h",
            "  safeguard budget --calendar --zone Europe/Madrid    the month so far, and how it will end",
            "  safeguard budget --month 2026-02 -o json",
            "  safeguard budget gate --slo chat-answers            for pipelines: may we ship?"
        },
        description = {
            "It ends with 4 when nothing is under watch, or nothing was measured of any of them. Buckets that are not",
            "there count as traffic like the rest without errors; it says how many there are."
        })
final class BudgetCommands implements Callable<Integer> {

    private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final String HALF = "50%";

    private final Invocation call;

    @Parameters(arity = "0..*", paramLabel = "SLO", description = "The SLOs; all of them, unless given.")
    private List<SloName> slos = List.of();

    @Option(names = "--calendar", description = "Count over this month, in place of each SLO's own rolling period.")
    private boolean calendar;

    @Option(names = "--month", paramLabel = "2026-03", description = "Count over this month.")
    private Optional<String> month = Optional.empty();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Where a month begins and ends; UTC, unless given.")
    private Optional<String> zone = Optional.empty();

    @Option(
            names = "--window",
            paramLabel = "6h",
            description = "What the present rate is taken from; the longest window of a tier that pages, unless given.")
    private Optional<Duration> window = Optional.empty();

    BudgetCommands(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        Optional<ZoneId> where = zone.map(BudgetCommands::zone);
        Optional<YearMonth> which = month.map(BudgetCommands::month);
        if (where.isPresent() && which.isEmpty() && !calendar) {
            throw Code.BAD_VALUE.refusal(
                    "--zone: says where a month begins, and a rolling period has no month",
                    "add --calendar or --month 2026-03");
        }
        Optional<Window> rateWindow = window.map(BudgetCommands::window);
        try (Desk desk = call.open()) {
            Instant now = desk.clock().now();
            ZoneId in = where.orElse(UTC);
            Optional<BudgetPeriod.Month> period = which.map(name -> new BudgetPeriod.Month(name, in))
                    .or(() -> calendar ? Optional.of(BudgetPeriod.Month.of(now, in)) : Optional.empty());
            List<SloBudget> budgets = Invocation.given(() -> desk.budgets().read(slos, period, rateWindow));
            print(desk, now, budgets);
            return verdict(budgets);
        }
    }

    private void print(Desk desk, Instant now, List<SloBudget> budgets) {
        if (call.json()) {
            try (Json.Document document = call.document("Budget", now)) {
                budgets.forEach(budget -> document.add(BudgetJson.of(budget)));
            }
            return;
        }
        BudgetTable table = new BudgetTable(call.paint());
        if (call.quiet()) {
            budgets.forEach(budget -> call.print(table.oneLine(budget)));
        } else {
            call.print("safeguard budget · " + Show.line(desk.origin()) + " · " + desk.state());
            budgets.forEach(budget -> table.block(budget).forEach(call::print));
        }
    }

    private int verdict(List<SloBudget> budgets) {
        if (budgets.isEmpty()) {
            return call.report(
                    Exit.NO_DATA, Code.NO_DATA.problem("no SLO is under watch here", "safeguard shift watches one"));
        }
        if (budgets.stream().allMatch(budget -> budget.reading().measured().sli().isEmpty())) {
            BudgetReading first = budgets.getFirst().reading();
            return call.report(
                    Exit.NO_DATA,
                    Code.NO_DATA.problem(
                            "nothing was measured of " + first.slo().name() + " from " + Show.minute(first.from())
                                    + " to " + Show.minute(first.asOf()) + " UTC",
                            "see whether its source still answers"));
        }
        return Exit.DONE.code();
    }

    @Command(
            name = "gate",
            header = "Say whether a release may go out, by the error budget of an SLO.",
            footer = {
                "  safeguard budget gate --slo chat-answers",
                "  safeguard budget gate --slo chat-answers --min-left 10%%",
                "  safeguard budget gate --slo chat-answers --calendar --zone Europe/Madrid    by the month so far",
                "  safeguard budget gate --slo chat-answers --fix INC-1 --by ana    the repair of an incident passes"
            },
            description = {
                "It ends with 0 when there is budget, with 3 when there is not, and with 4 when nobody can tell, for a",
                "gap may hide errors. Errors that were seen count, whatever is missing beside them."
            })
    int gate(
            @Option(names = "--slo", required = true, paramLabel = "NAME", description = "Whose budget decides.")
                    SloName slo,
            @Option(
                            names = "--min-left",
                            paramLabel = "10%",
                            defaultValue = "0",
                            description = "How much of the budget has to be left; anything, unless given.")
                    Ratio minLeft,
            @Option(
                            names = "--min-coverage",
                            paramLabel = "50%",
                            defaultValue = HALF,
                            description = "How many of the period's buckets have to be there; half, unless given.")
                    Ratio minCoverage,
            @Option(
                            names = "--calendar",
                            description = "Decide by this month, in place of the SLO's own rolling period.")
                    boolean calendar,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            description = "Where that month begins and ends; UTC, unless given.")
                    Optional<String> zone,
            @Option(
                            names = "--fix",
                            paramLabel = "INCIDENT",
                            description = "Let it pass as the repair of this incident, which goes on its timeline.")
                    Optional<IncidentId> fix,
            @Option(names = "--by", paramLabel = "NAME", description = "Who releases the repair; you, unless given.")
                    Optional<String> by) {
        if (by.isPresent() && fix.isEmpty()) {
            throw Code.BAD_VALUE.refusal("--by: says who releases a repair", "add --fix INCIDENT, or leave it out");
        }
        Optional<ZoneId> where = zone.map(BudgetCommands::zone);
        if (where.isPresent() && !calendar) {
            throw Code.BAD_VALUE.refusal(
                    "--zone: says where a month begins, and a rolling period has no month", "add --calendar");
        }
        Optional<ZoneId> month = calendar ? where.or(() -> Optional.of(UTC)) : Optional.empty();
        ReleaseTerms terms = new ReleaseTerms(minLeft, minCoverage);
        try (Desk desk = call.open()) {
            Judgement judged = fix.map(incident ->
                            desk.releases()
                                    .judgeFix(slo, terms, month, incident, IncidentCommands.human(call, by)))
                    .orElseGet(() -> desk.releases().judge(slo, terms, month));
            if (call.json()) {
                try (Json.Document document = call.document("BudgetGate", desk.clock().now())) {
                    document.add(BudgetJson.of(judged));
                }
            } else {
                call.noteOrigin(desk);
            }
            return verdict(judged);
        }
    }

    private int verdict(Judgement judged) {
        if (judged.passes()) {
            if (!call.json()) {
                call.print(GateSentence.passes(judged));
            }
            return Exit.DONE.code();
        }
        return switch (judged.verdict()) {
            case ReleaseVerdict.Ship ignored -> Exit.DONE.code();
            case ReleaseVerdict.Stop ignored ->
                call.report(
                        Exit.VERDICT_FAILED,
                        Code.BUDGET_SPENT.problem(
                                GateSentence.stops(judged),
                                "stop shipping, fix reliability (--fix INCIDENT lets a repair pass)"));
            case ReleaseVerdict.CannotTell(ReleaseVerdict.Gap gap) ->
                call.report(
                        Exit.NO_DATA,
                        Code.BUDGET_UNKNOWN.problem(
                                GateSentence.cannotTell(judged, gap), GateSentence.remedy(gap)));
        };
    }

    private static YearMonth month(String text) {
        try {
            if (text.matches("[0-9]{4}-[0-9]{2}")) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeException noSuchMonth) {
            throw Code.BAD_VALUE.refusal("--month: there is no month " + text, "write it like 2026-03");
        }
        throw Code.BAD_VALUE.refusal(
                "--month: a month is written like 2026-03, was \"" + text + "\"", "--calendar is this month");
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw Code.BAD_VALUE.refusal(
                    "--zone: there is no time zone \"" + text + "\"",
                    DidYouMean.closest(text, ZoneId.getAvailableZoneIds(), "zones are named like Europe/Madrid"));
        }
    }

    private static Window window(Duration length) {
        if (length.compareTo(LONGEST_WINDOW) > 0) {
            throw Code.BAD_VALUE.refusal(
                    "--window: is at most " + Window.text(LONGEST_WINDOW) + ", was " + Window.text(length),
                    "write it like 6h");
        }
        return Invocation.given(() -> new Window(length));
    }
}
