package dev.safeguard.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import dev.safeguard.adapter.persistence.ProcessWorkers;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.application.port.WorldStore;

/** The state, in SQLite, and who works on it. */
final class StateModule extends AbstractModule {

    private final SqliteDatabase database;

    StateModule(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    protected void configure() {
        bind(UnitOfWork.class).toProvider(database::unitOfWork);
        bind(Workers.class).toProvider(ProcessWorkers::new).in(Scopes.SINGLETON);
        bind(WorldStore.class).toProvider(database::worldStore);
    }
}
