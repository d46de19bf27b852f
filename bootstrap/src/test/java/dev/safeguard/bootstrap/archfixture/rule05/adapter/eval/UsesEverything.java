package dev.safeguard.bootstrap.archfixture.rule05.adapter.eval;

import com.google.inject.Injector;
import java.net.http.HttpClient;
import java.sql.Connection;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine;

interface UsesEverything {
    Injector injector();

    Jdbi jdbi();

    Connection connection();

    CommandLine commandLine();

    HttpClient http();

    static void end() {
        System.out.println("bye");
        System.exit(0);
    }
}
