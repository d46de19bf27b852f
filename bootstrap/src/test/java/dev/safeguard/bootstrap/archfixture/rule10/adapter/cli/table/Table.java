package dev.safeguard.bootstrap.archfixture.rule10.adapter.cli.table;

import dev.safeguard.bootstrap.archfixture.rule10.adapter.cli.table.cell.Cell;

public interface Table {
    Cell cell();
}
