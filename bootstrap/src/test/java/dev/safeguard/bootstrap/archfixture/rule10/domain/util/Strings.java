package dev.safeguard.bootstrap.archfixture.rule10.domain.util;

record Strings() {}
