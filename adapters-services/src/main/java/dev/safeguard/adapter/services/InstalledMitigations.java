package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The mitigations that runbooks can name: those that Safeguard brings, and those in the jars of a directory. Each is
 * found through {@link ServiceLoader} and held to its contract by a {@link PunctualMitigation}. What is wrong with one
 * is told, and does not hinder the others.
 *
 * <p>The jars of a directory share one class loader, so that a plug-in may bring its libraries as jars of their own.
 * What Safeguard has, it gives: a copy of a class of Safeguard in a plug-in is never looked at. Closing this closes the
 * jars; their mitigations are not to be used any more then.
 */
public final class InstalledMitigations implements AutoCloseable {

    private static final String SERVICES = "META-INF/services/" + Mitigation.class.getName();
    private static final String ITSELF = "Safeguard";

    private final List<Installed> mitigations;
    private final List<String> problems;
    private final Optional<URLClassLoader> jars;

    private InstalledMitigations(List<Installed> mitigations, List<String> problems, Optional<URLClassLoader> jars) {
        this.mitigations = List.copyOf(mitigations);
        this.problems = List.copyOf(problems);
        this.jars = jars;
    }

    /**
     * One of them.
     *
     * @param className the class that was found
     * @param origin the jar that it was found in, or {@code Safeguard}
     */
    public record Installed(Mitigation<?> mitigation, String className, String origin) {

        private String place() {
            return className + " in " + origin;
        }
    }

    /** Those of Safeguard, and of this directory of jars. */
    public static InstalledMitigations find(Optional<Path> plugins) {
        ClassLoader ours = Optional.ofNullable(InstalledMitigations.class.getClassLoader())
                .orElseGet(ClassLoader::getSystemClassLoader);
        List<Installed> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        load(ours, ITSELF, found, problems);
        Optional<URLClassLoader> loader = plugins.map(directory -> {
            List<Path> jars = jars(directory, problems);
            URLClassLoader all = new URLClassLoader("plug-ins", urls(jars), ours);
            int before = found.size() + problems.size();
            jars.forEach(jar -> load(new OneJar(jar, all), jar.toString(), found, problems));
            if (!jars.isEmpty() && found.size() + problems.size() == before) {
                problems.add("none of the jars in " + directory + " names a mitigation in " + SERVICES);
            }
            return all;
        });
        return new InstalledMitigations(unique(found, problems), problems, loader);
    }

    /** Those that can be used, by type; no two have the same. */
    public List<Installed> mitigations() {
        return mitigations;
    }

    /** What is wrong with the others, a sentence each. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        jars.ifPresent(loader -> {
            try {
                loader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<Path> jars(Path directory, List<String> problems) {
        List<Path> jars = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            problems.add("there is no directory " + directory + " of plug-ins");
            return jars;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar")) {
            for (Path file : files) {
                if (isJar(file)) {
                    jars.add(file);
                } else {
                    problems.add(file + " is not a jar");
                }
            }
        } catch (IOException e) {
            problems.add(directory + " cannot be read: " + Messages.oneLine(String.valueOf(e.getMessage())));
            return jars;
        }
        if (jars.isEmpty() && problems.stream().noneMatch(problem -> problem.startsWith(directory.toString()))) {
            problems.add("there is no jar in " + directory);
        }
        Collections.sort(jars);
        return jars;
    }

    /** A class loader would pass over it without a word. */
    private static boolean isJar(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.size() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static URL[] urls(List<Path> jars) {
        return jars.stream().map(InstalledMitigations::url).toArray(URL[]::new);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Shows the services of one jar alone, so that it is known whose they are, and the classes of all. */
    private static final class OneJar extends ClassLoader {

        private final String jar;
        private final URLClassLoader all;

        OneJar(Path jar, URLClassLoader all) {
            super(all);
            this.jar = "jar:" + url(jar) + "!/";
            this.all = all;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> mine = new ArrayList<>(Collections.list(all.findResources(name)));
            mine.removeIf(url -> !url.toString().startsWith(jar));
            return Collections.enumeration(mine);
        }
    }

    @SuppressWarnings("rawtypes") // the class of a generic type
    private static void load(ClassLoader loader, String origin, List<Installed> found, List<String> problems) {
        Iterator<ServiceLoader.Provider<Mitigation>> providers =
                ServiceLoader.load(Mitigation.class, loader).stream().iterator();
        while (true) {
            String what = "a mitigation";
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<Mitigation> provider = providers.next();
                what = provider.type().getName();
                found.add(installed(provider.get(), what, origin));
            } catch (ServiceConfigurationError | LinkageError | RefusedException e) {
                String problem = what + " in " + origin + " cannot be used: " + reason(e);
                if (!problems.isEmpty() && problems.getLast().equals(problem)) {
                    return; // it does not get any further
                }
                problems.add(problem);
            }
        }
    }

    private static Installed installed(Mitigation<?> mitigation, String className, String origin) {
        PunctualMitigation<?> punctual = PunctualMitigation.of(mitigation);
        if (!punctual.type().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new RefusedException(
                    Mitigation.Refusal.REFUSED,
                    "a type is written in lower case with dashes, was \"" + Messages.oneLine(punctual.type()) + "\"");
        }
        return new Installed(punctual, className, origin);
    }

    /** The innermost cause, which says what is wrong, where there is one. */
    private static String reason(Throwable thrown) {
        String told = String.valueOf(thrown.getMessage()).replace(Mitigation.class.getName() + ": ", "");
        return Messages.oneLine(Stream.iterate(thrown.getCause(), Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .map(cause -> told + ": " + cause)
                .orElse(told));
    }

    /** Those whose type is theirs alone: which of two was meant is not ours to guess. */
    private static List<Installed> unique(List<Installed> found, List<String> problems) {
        Map<String, List<Installed>> byType = found.stream()
                .collect(Collectors.groupingBy(
                        installed -> installed.mitigation().type(), LinkedHashMap::new, Collectors.toList()));
        List<Installed> unique = new ArrayList<>();
        byType.forEach((type, installed) -> {
            if (installed.size() == 1) {
                unique.addAll(installed);
            } else {
                problems.add("there are " + installed.size() + " mitigations of type " + type + ", and none is used: "
                        + installed.stream().map(Installed::place).collect(Collectors.joining(", ")));
            }
        });
        return unique;
    }
}
