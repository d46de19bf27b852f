package dev.safeguard.bootstrap.archfixture.rule09.application.testkit;

import dev.safeguard.bootstrap.archfixture.rule09.application.port.Untested;

abstract class UntestedContract {
    abstract Untested untested();
}
