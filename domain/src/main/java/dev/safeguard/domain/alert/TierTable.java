package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What follows from tiers under an SLO, as a table of text: the one that is shown wherever tiers are. */
public final class TierTable {

    /** The error ratios that detection times are shown for. */
    public static final List<Ratio> ERROR_RATIOS = List.of(Ratio.ONE, Ratio.of(1, 2), Ratio.of(1, 10));

    private static final Ratio HUNDRED = Ratio.of(100, 1);
    private static final String NONE = "-";
    private static final String NEVER = "never";

    private TierTable() {}

    /** A head, and a line for each tier; two blanks between columns. Tiers that are none have dashes. */
    public static List<String> lines(Slo slo, List<TierDraft> tiers) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("tier", "response", "windows", "factor", "ceiling", "fires above"));
        ERROR_RATIOS.forEach(ratio -> head.add("at " + percent(ratio)));
        head.addAll(List.of("budget spent", "clears after"));
        rows.add(head);
        tiers.forEach(tier -> rows.add(row(slo, tier)));
        return aligned(rows);
    }

    /** The lines for the tiers of a policy. */
    public static List<String> lines(Slo slo, AlertPolicy policy) {
        return lines(slo, policy.tiers().stream().map(TierDraft::of).toList());
    }

    private static List<String> row(Slo slo, TierDraft tier) {
        Optional<TierFacts> facts = tier.facts(slo);
        BurnComparison beside = new BurnComparison(tier.factor(), slo.objective().ceiling());
        List<String> row = new ArrayList<>(List.of(
                tier.name(),
                tier.severity().response().name().toLowerCase(Locale.ROOT),
                tier.longWindow() + "/" + tier.shortWindow(),
                BurnComparison.text(tier.factor()),
                beside.factorText(),
                facts.map(known -> known.isReachable() ? percent(known.firesAbove()) : NEVER).orElse(NONE)));
        for (Ratio ratio : ERROR_RATIOS) {
            row.add(facts.map(known -> span(known.detection(ratio))).orElse(NONE));
        }
        row.add(facts.map(known -> known.isReachable() ? percent(known.budgetSpent()) : NONE).orElse(NONE));
        row.add(facts.flatMap(known -> known.clearing(Ratio.ONE)).map(Window::text).orElse(NONE));
        return row;
    }

    private static String span(Optional<Duration> detection) {
        return detection.map(Window::text).orElse(NEVER);
    }

    /** A share in per cent, exact where three significant digits are enough, else rounded half up to them. */
    public static String percent(Ratio share) {
        Ratio number = share.times(HUNDRED);
        int scale = 2;
        BigDecimal shown = number.toDecimal(scale);
        while (shown.precision() < 3 && !Ratio.of(shown).equals(number)) {
            shown = number.toDecimal(++scale);
        }
        return (shown.signum() == 0 ? BigDecimal.ZERO : shown.stripTrailingZeros()).toPlainString() + " %";
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
