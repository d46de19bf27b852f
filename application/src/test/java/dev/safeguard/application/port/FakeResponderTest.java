package dev.safeguard.application.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.Responder.Decision;
import dev.safeguard.application.testkit.FakeResponder;
import dev.safeguard.application.testkit.ResponderContract;
import dev.safeguard.domain.oncall.Person;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FakeResponderTest extends ResponderContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Decision ACKNOWLEDGE = new Decision.Acknowledge("INC-1", new Person("Ana"));
    private static final Decision CAUSE_REMOVED =
            new Decision.CauseRemoved("the model provider answers again", new Person("Ana"));

    private final FakeResponder responder = new FakeResponder();

    @Override
    protected Responder responder() {
        return responder;
    }

    @Override
    protected Instant now() {
        return NINE;
    }

    @Override
    protected Instant provoke() {
        responder.plan(NINE.plusSeconds(120), ACKNOWLEDGE);
        return NINE.plusSeconds(120);
    }

    @Test
    void decisionsComeInTheOrderInWhichTheyWereMade() {
        responder.plan(NINE.plusSeconds(300), CAUSE_REMOVED);
        responder.plan(NINE.plusSeconds(120), ACKNOWLEDGE);
        assertEquals(List.of(ACKNOWLEDGE, CAUSE_REMOVED), responder.decisionsUntil(NINE.plusSeconds(300)));
    }
}
