package dev.safeguard.bootstrap.archfixture.rule02.domain.slo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

final class AsksTheWorld {

    private AsksTheWorld() {}

    static List<Object> ask() {
        Supplier<Instant> now = Instant::now;
        return List.of(
                Instant.now(),
                now,
                System.nanoTime(),
                Thread.currentThread(),
                new Random(),
                UUID.randomUUID(),
                ZoneId.systemDefault(),
                Clock.systemUTC(),
                Locale.getDefault());
    }

    @SuppressWarnings("StringCaseLocaleUsage")
    static String assumeALocale(double burn) {
        return "%.1f TIMES".formatted(burn).toLowerCase();
    }
}
