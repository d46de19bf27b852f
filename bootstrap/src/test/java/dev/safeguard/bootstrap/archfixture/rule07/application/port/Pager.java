package dev.safeguard.bootstrap.archfixture.rule07.application.port;

public interface Pager {}
