package dev.safeguard.bootstrap.archfixture.rule09.application.testkit;

import dev.safeguard.bootstrap.archfixture.rule09.application.port.Untested;

final class FakeUntested implements Untested {}
