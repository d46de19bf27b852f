package dev.safeguard.adapter.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The terms as they are read: one in a terminal, or all of them as a page of Markdown. */
final class Glossary {

    private static final int WIDTH = 118;
    private static final int LABEL = 16;

    private Glossary() {}

    static List<String> lines(Term term, int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(term.title());
        lines.add("");
        lines.add(Show.hanging(term.definition(), 0, columns));
        lines.add("");
        lines.add(labelled("why it matters", term.why(), columns));
        lines.add(labelled("in Safeguard", term.how(), columns));
        lines.add(labelled("shown by", term.command(), columns));
        lines.add(labelled("see also", String.join(", ", term.seeAlso()), columns));
        return lines;
    }

    static ObjectNode json(Term term) {
        ObjectNode json = Json.object()
                .put("term", term.title())
                .put("definition", term.definition())
                .put("why", term.why())
                .put("how", term.how())
                .put("command", term.command());
        term.aliases().forEach(json.putArray("aliases")::add);
        term.seeAlso().forEach(json.putArray("seeAlso")::add);
        return json;
    }

    /** {@code docs/glossary.md}. */
    static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Glossary

                The words of the field and of Safeguard's output. `safeguard explain WORD` shows one of them; this page
                is made by `./safeguard explain --glossary > docs/glossary.md`.
                """);
        for (Term term : Term.sorted()) {
            page.append("\n## ").append(term.title()).append("\n\n");
            paragraph(page, term.definition());
            paragraph(page, "**Why it matters.** " + term.why());
            paragraph(page, "**In Safeguard.** " + term.how());
            paragraph(
                    page,
                    "**Shown by** `" + term.command() + "`. **See also** "
                            + term.seeAlso().stream().map(Glossary::link).collect(Collectors.joining(", ")) + ".");
            page.setLength(page.length() - 1);
        }
        return page.toString();
    }

    private static void paragraph(StringBuilder page, String text) {
        page.append(Show.hanging(text, 0, WIDTH)).append("\n\n");
    }

    private static String link(String title) {
        return "[" + title + "](#" + title.toLowerCase(Locale.ROOT).replace(' ', '-') + ")";
    }

    private static String labelled(String label, String text, int columns) {
        return Show.pad(label, LABEL) + Show.hanging(text, LABEL, columns);
    }
}
