package dev.safeguard.bootstrap;

import com.google.inject.AbstractModule;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.WorldStore;

/** The state, in SQLite. */
final class StateModule extends AbstractModule {

    private final SqliteDatabase database;

    StateModule(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    protected void configure() {
        bind(UnitOfWork.class).toProvider(database::unitOfWork);
        bind(WorldStore.class).toProvider(database::worldStore);
    }
}
