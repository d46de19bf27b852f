package dev.safeguard.bootstrap.archfixture.rule11.domain.slo;

final class Counter {
    private int count;

    int next() {
        return ++count;
    }
}
