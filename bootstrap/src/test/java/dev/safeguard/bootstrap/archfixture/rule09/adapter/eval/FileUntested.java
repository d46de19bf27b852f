package dev.safeguard.bootstrap.archfixture.rule09.adapter.eval;

import dev.safeguard.bootstrap.archfixture.rule09.application.port.Untested;

final class FileUntested implements Untested {}
