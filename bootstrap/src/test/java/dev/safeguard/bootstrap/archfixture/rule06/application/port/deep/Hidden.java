package dev.safeguard.bootstrap.archfixture.rule06.application.port.deep;

interface Hidden {}
