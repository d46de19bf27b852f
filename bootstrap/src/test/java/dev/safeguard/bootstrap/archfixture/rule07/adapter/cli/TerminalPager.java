package dev.safeguard.bootstrap.archfixture.rule07.adapter.cli;

import dev.safeguard.bootstrap.archfixture.rule07.application.port.Pager;

final class TerminalPager implements Pager {}
