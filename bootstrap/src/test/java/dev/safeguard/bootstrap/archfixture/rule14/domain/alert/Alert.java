package dev.safeguard.bootstrap.archfixture.rule14.domain.alert;

record Alert() {}
