package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void figuresKeepTheirOrderAndTheirExactness() {
        Figures figures = Figures.NONE
                .with("ratio", Ratio.of(1, 3), 4)
                .with("tiny", Ratio.of("0.00000001"), 8)
                .with("count", 9_007_199_254_740_993L)
                .with("span", Duration.ofHours(1))
                .with("zero", Duration.ZERO)
                .with("name", "say \"hi\"");

        assertEquals(
                "{\"ratio\":\"0.3333\",\"tiny\":\"0.00000001\",\"count\":9007199254740993,\"span\":\"PT1H\","
                        + "\"zero\":\"PT0S\",\"name\":\"say \\\"hi\\\"\"}",
                Json.figures(figures).toString());
    }

    @Test
    void aDotInANameNests() {
        Figures figures = Figures.NONE.with("pages.sev1", 2).with("nights", 1).with("pages.sev2", 0);

        assertEquals("{\"pages\":{\"sev1\":2,\"sev2\":0},\"nights\":1}", Json.figures(figures).toString());
    }

    @Test
    void yesAndNoAreWhatTheyMeanWhereTheyAnswerAQuestion() {
        Figures figures = Figures.NONE.with("injected", "yes").with("calibrated", "no").with("target", "yes");

        assertEquals(
                "{\"injected\":true,\"calibrated\":false,\"target\":\"yes\"}", Json.figures(figures).toString());
        assertEquals(
                "{\"calibrated\":\"perhaps\"}",
                Json.figures(Figures.NONE.with("calibrated", "perhaps")).toString());
    }
}
