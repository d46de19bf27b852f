package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.Composition.MitigationTypes;
import dev.safeguard.adapter.services.InstalledMitigations;
import dev.safeguard.application.port.Mitigation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The types of mitigation for real services: Safeguard's own, and those in a folder of plug-ins. */
record InstalledTypes(List<MitigationTypes.Installed> types, List<String> problems) {

    private static final Logger LOG = LoggerFactory.getLogger("safeguard.plugins");

    /** They are used until the process ends, so their jars stay open as long. */
    @SuppressWarnings("MustBeClosed")
    static InstalledTypes find(Optional<Path> plugins) {
        InstalledMitigations found = InstalledMitigations.find(plugins);
        List<MitigationTypes.Installed> types = new ArrayList<>();
        found.mitigations()
                .forEach(type -> types.add(new MitigationTypes.Installed(type.mitigation(), type.origin())));
        return new InstalledTypes(types, found.problems());
    }

    /** Them alone; what is wrong with others is said, since a runbook may have meant one of those. */
    List<Mitigation<?>> mitigations() {
        problems.forEach(LOG::warn);
        List<Mitigation<?>> mitigations = new ArrayList<>();
        types.forEach(type -> mitigations.add(type.mitigation()));
        return mitigations;
    }
}
