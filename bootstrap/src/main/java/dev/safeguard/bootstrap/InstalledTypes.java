package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.Composition.MitigationTypes;
import dev.safeguard.application.port.Mitigation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The types of mitigation that can be found. */
record InstalledTypes(List<MitigationTypes.Installed> types, List<String> problems) {

    /** Those on the class path, and those in the jars of this folder. */
    @SuppressWarnings("rawtypes")
    static InstalledTypes find(Optional<Path> plugins) {
        List<MitigationTypes.Installed> types = new ArrayList<>();
        for (Mitigation mitigation : ServiceLoader.load(Mitigation.class)) {
            types.add(new MitigationTypes.Installed(mitigation, "Safeguard"));
        }
        return new InstalledTypes(types, List.of());
    }

    List<Mitigation<?>> mitigations() {
        List<Mitigation<?>> mitigations = new ArrayList<>();
        types.forEach(type -> mitigations.add(type.mitigation()));
        return mitigations;
    }
}
