package dev.safeguard.adapter.cli;

import java.util.Locale;

/**
 * The colours of a picture, by day and by night. None of them means anything alone: what they tell apart differs in
 * weight, dash, pattern or place as well.
 */
enum PictureInk {
    PAPER("#ffffff", "#0d1117", false),
    INK("#1b1f24", "#e6edf3", true),
    QUIET("#57606a", "#9da7b3", true),
    GRID("#dfe4ea", "#262d36", false),
    RANGE("#8fb8ae", "#35685f", false),
    SLI("#0a655a", "#56d4bd", true),
    SEV1("#b3261e", "#ff8a80", true),
    SEV2("#8f5200", "#f0b34a", true),
    SEV3("#0b5cad", "#79b8ff", true);

    private static final String SCOPE = ".safeguard-replay ";

    private final String light;
    private final String dark;
    private final boolean isText;

    PictureInk(String light, String dark, boolean isText) {
        this.light = light;
        this.dark = dark;
        this.isText = isText;
    }

    String light() {
        return light;
    }

    String dark() {
        return dark;
    }

    /** Whether words are written in it. */
    boolean isText() {
        return isText;
    }

    /** The class of what is filled with it. */
    String fill() {
        return "f-" + word();
    }

    /** The class of what is drawn with it. */
    String stroke() {
        return "s-" + word();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The style sheet: colours for both, by what the reader prefers, and the lines and letters. */
    static String styles() {
        StringBuilder css = new StringBuilder("\n");
        rule(css, "text", "font:11px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif");
        rule(css, ".name", "font-size:19px;font-weight:600");
        rule(css, ".head", "font-size:12px;font-weight:600");
        rule(css, ".about", "font-size:12px");
        rule(css, ".end", "text-anchor:end");
        rule(css, ".mid", "text-anchor:middle");
        rule(css, ".line", "fill:none;stroke-width:1.6;stroke-linejoin:round");
        rule(css, ".long", "fill:none;stroke-width:2.4;stroke-linejoin:round");
        rule(css, ".short", "fill:none;stroke-width:1;stroke-dasharray:3 2");
        rule(css, ".limit", "stroke-width:1.3;stroke-dasharray:8 4");
        rule(css, ".hair", "stroke-width:1");
        rule(css, ".mark", "stroke-width:1.6;fill:none;stroke-linecap:round;stroke-linejoin:round");
        rule(css, ".shade", "opacity:.13");
        for (PictureInk ink : values()) {
            ink.rules(css, ink.light);
        }
        css.append("@media (prefers-color-scheme:dark){\n");
        for (PictureInk ink : values()) {
            ink.rules(css, ink.dark);
        }
        return css.append("}\n").toString();
    }

    private void rules(StringBuilder css, String colour) {
        rule(css, "." + fill(), "fill:" + colour);
        rule(css, "." + stroke(), "stroke:" + colour);
        if (this == PAPER) {
            rule(css, ".halo", "paint-order:stroke;stroke:" + colour + ";stroke-width:4px;stroke-linejoin:round");
        }
    }

    private static void rule(StringBuilder css, String selector, String what) {
        css.append(SCOPE).append(selector).append('{').append(what).append("}\n");
    }
}
