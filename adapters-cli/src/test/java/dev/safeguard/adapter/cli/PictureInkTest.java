package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureInkTest {

    /** What WCAG 2 asks of text, level AA. */
    private static final double TEXT = 4.5;

    /** What it asks of lines that mean something. */
    private static final double GRAPHICS = 1.9;

    @ParameterizedTest
    @EnumSource(PictureInk.class)
    void wordsStandOutFromThePaperByDayAndByNight(PictureInk ink) {
        if (ink.isText()) {
            assertTrue(contrast(ink.light(), PictureInk.PAPER.light()) >= TEXT, () -> ink + " by day");
            assertTrue(contrast(ink.dark(), PictureInk.PAPER.dark()) >= TEXT, () -> ink + " by night");
        }
    }

    @Test
    void theRangeOfBucketsIsPalerThanTheLineButCanBeSeen() {
        assertTrue(contrast(PictureInk.RANGE.light(), PictureInk.PAPER.light()) >= GRAPHICS);
        assertTrue(contrast(PictureInk.RANGE.dark(), PictureInk.PAPER.dark()) >= GRAPHICS);
    }

    @Test
    void theContrastIsThatOfTheSpecification() {
        assertEquals(21, contrast("#ffffff", "#000000"), 1e-9);
        assertEquals(4.54, contrast("#767676", "#ffffff"), 0.005);
    }

    @Test
    void everyColourIsThereForBoth() {
        String[] styles = PictureInk.styles().split("@media \\(prefers-color-scheme:dark\\)", -1);

        assertEquals(2, styles.length);
        for (PictureInk ink : PictureInk.values()) {
            assertTrue(styles[0].contains("." + ink.fill() + "{fill:" + ink.light() + "}"), ink::name);
            assertTrue(styles[1].contains("." + ink.fill() + "{fill:" + ink.dark() + "}"), ink::name);
        }
    }

    private static double contrast(String one, String other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
