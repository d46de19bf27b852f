package dev.safeguard.adapter.eval;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown document that grows from top to bottom. What it is handed is Markdown; what people wrote is escaped. */
final class Markdown {

    /** Line breaks and other controls, and the separators that some readers break lines at. */
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    /** What can begin a construct anywhere; an underscore only can where no word goes on around it. */
    private static final Pattern ANYWHERE =
            Pattern.compile("[\\\\`*\\[\\]<|~$]|&(?=#?\\w+;)|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

    /** What can begin a block at the start of a line: a heading, a quotation, a list, a rule. */
    private static final Pattern AT_START = Pattern.compile("^(\\d{1,9}(?=[.)](?:\\s|$))|(?=[#>+=-]))");

    private final StringBuilder text = new StringBuilder();

    /** The text as it is, on one line, with nothing in it that Markdown would act upon. */
    static String escape(String text) {
        String line = BREAKS.matcher(text).replaceAll(" ").strip();
        return AT_START.matcher(ANYWHERE.matcher(line).replaceAll("\\\\$0")).replaceFirst("$1\\\\");
    }

    Markdown title(String title) {
        text.append("# ").append(title).append('\n');
        return this;
    }

    Markdown section(String heading) {
        text.append("\n## ").append(heading).append('\n');
        return this;
    }

    Markdown paragraph(String paragraph) {
        text.append('\n').append(paragraph).append('\n');
        return this;
    }

    /** The points, or a sentence where there is none. */
    Markdown points(List<String> points, String none) {
        if (points.isEmpty()) {
            return paragraph(none);
        }
        text.append('\n');
        points.forEach(point -> text.append("- ").append(point).append('\n'));
        return this;
    }

    /** A table of rows as long as its head, or a sentence where there is no row. */
    Markdown table(List<String> head, Stream<List<String>> rows, String none) {
        String body = rows.map(Markdown::row).collect(joining());
        if (body.isEmpty()) {
            return paragraph(none);
        }
        text.append('\n')
                .append(row(head))
                .append("|---".repeat(head.size()))
                .append("|\n")
                .append(body);
        return this;
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(joining(" | ", "| ", " |\n"));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
