package dev.safeguard.bootstrap.archfixture.rule06.application.port;

final class Helper {}
