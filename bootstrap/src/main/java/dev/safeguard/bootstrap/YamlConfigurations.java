package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.Configurations;
import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.config.ConfigurationReader;
import dev.safeguard.adapter.config.ConfigurationSchema;
import dev.safeguard.adapter.config.Starter;
import dev.safeguard.adapter.config.StepCheck;
import dev.safeguard.adapter.config.Validation;
import dev.safeguard.application.port.Mitigation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configuration files in YAML, for the command line. Steps are checked for the mitigations that are there. */
record YamlConfigurations(Map<String, String> environment) implements Configurations {

    @Override
    public Findings validate(InputStream in, String name, Duration period, Optional<Path> plugins)
            throws IOException {
        List<Mitigation<?>> known = new ArrayList<>(SimulationModule.mitigations(Shifts.scratchWorld()));
        known.addAll(InstalledTypes.find(plugins).mitigations());
        StepCheck check = StepCheck.against(known, "or name the folder of its jar with --plugins");
        Validation found = new ConfigurationReader(environment, check).validate(in, name, period);
        Validation.Contents contents = found.contents();
        return new Findings(
                found.text(),
                Place.problems(found.problems()),
                Place.problems(found.warnings()),
                new Contents(
                        contents.services(),
                        contents.slos(),
                        contents.tiers(),
                        contents.runbooks(),
                        contents.people()));
    }

    @Override
    public String schema() {
        return ConfigurationSchema.text();
    }

    @Override
    public String starter() {
        return Starter.text();
    }

    @Override
    public List<Path> init(Path file, boolean overwrite) {
        try {
            return Starter.write(file, overwrite);
        } catch (FileAlreadyExistsException inTheWay) {
            throw UsageException.of(
                    Problems.FILE_EXISTS,
                    inTheWay.getFile() + " is there already, and nothing was written",
                    "name another file, or replace it with --force");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file + ": " + failure.getMessage(), failure);
        }
    }
}
