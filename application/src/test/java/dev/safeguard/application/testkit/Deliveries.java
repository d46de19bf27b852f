package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Notification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a fake pager and a fake tracker share: one delivery a key, every attempt recorded, failures on demand. */
final class Deliveries {

    private final Map<String, Notification> delivered = new LinkedHashMap<>();
    private final List<String> attempts = new ArrayList<>();
    private final String what;
    private int failures;
    private boolean loseAnswer;

    Deliveries(String what) {
        this.what = what;
    }

    void take(Notification notification) {
        attempts.add(notification.key());
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("the fake " + what + " was told to fail");
        }
        delivered.putIfAbsent(notification.key(), notification);
        if (loseAnswer) {
            loseAnswer = false;
            throw new IllegalStateException("the fake " + what + " was told to lose its answer");
        }
    }

    List<Notification> delivered() {
        return List.copyOf(delivered.values());
    }

    List<String> attempts() {
        return List.copyOf(attempts);
    }

    void failNext(int count) {
        failures = count;
    }

    void loseNextAnswer() {
        loseAnswer = true;
    }
}
