package dev.safeguard.bootstrap.archfixture.rule10.adapter.cli.table.cell;

import dev.safeguard.bootstrap.archfixture.rule10.adapter.cli.table.Table;

public interface Cell {
    Table table();
}
