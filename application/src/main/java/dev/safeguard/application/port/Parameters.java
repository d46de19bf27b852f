package dev.safeguard.application.port;

import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.domain.slo.Window;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parameters of a {@link Mitigation}: a record whose components are described, and how it is read from the text of
 * a runbook. A component is a {@code String}, {@code int}, {@code long}, {@code boolean}, {@link Duration} as
 * {@code 30s}, {@link URI}, {@link Path}, an enum (in lower case, with dashes), a {@code List<String>} (one line each),
 * or an {@link Optional} of one of these, which may be left out.
 *
 * <p>What the record's own constructor refuses with an {@link IllegalArgumentException} is a flaw like any other.
 */
public record Parameters<P extends Record>(Class<P> type) {

    /**
     * One parameter.
     *
     * @param name as it stands in a runbook
     * @param kind what is written there, in words: {@code a duration such as 30s}
     */
    public record Description(String name, String meaning, String kind, boolean required) {}

    /**
     * One thing wrong with what is given.
     *
     * @param parameter which it is about, where it is about one
     */
    public record Flaw(Optional<String> parameter, String message) {}

    /** How the text of one kind is read. */
    private record Kind(String words, Reader reader) {}

    @FunctionalInterface
    private interface Reader {
        Object read(String text);
    }

    public Parameters {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAnnotation(Mitigation.Parameter.class) == null) {
                throw new IllegalArgumentException(
                        type.getName() + "." + component.getName() + " has no @Parameter that says what it is");
            }
            kind(component);
        }
    }

    public static <P extends Record> Parameters<P> of(Class<P> type) {
        return new Parameters<>(type);
    }

    /** The parameters, in the order of the record. */
    public List<Description> descriptions() {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> new Description(
                        name(component), annotation(component).value(), kind(component).words(), !isOptional(component)))
                .toList();
    }

    /**
     * Reads them from a runbook's text.
     *
     * @throws RefusedException for the first flaw
     */
    public P read(Map<String, String> with) {
        flaws(with).stream().findFirst().ifPresent(flaw -> {
            throw flaw.parameter()
                    .map(parameter -> RefusedException.of(parameter, flaw.message()))
                    .orElseGet(() -> new RefusedException(Mitigation.Refusal.BAD_PARAMETER, flaw.message()));
        });
        return make(values(with, new ArrayList<>()));
    }

    /** Everything that is wrong with a runbook's text, in the order of the record; unknown names first. */
    public List<Flaw> flaws(Map<String, String> with) {
        List<Flaw> flaws = new ArrayList<>();
        List<String> known = descriptions().stream().map(Description::name).toList();
        with.keySet().stream()
                .filter(given -> !known.contains(given))
                .sorted()
                .forEach(given -> flaws.add(new Flaw(
                        Optional.of(given),
                        "there is no parameter \"" + given + "\"; "
                                + (known.isEmpty() ? "there are none" : "there are " + String.join(", ", known)))));
        Map<RecordComponent, Object> values = values(with, flaws);
        if (flaws.isEmpty()) {
            try {
                make(values);
            } catch (RefusedException refused) {
                flaws.add(new Flaw(refused.parameter(), refused.reason()));
            }
        }
        return flaws;
    }

    private Map<RecordComponent, Object> values(Map<String, String> with, List<Flaw> flaws) {
        Map<RecordComponent, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            String text = with.get(name);
            if (text == null) {
                values.put(component, Optional.empty());
                if (!isOptional(component)) {
                    flaws.add(new Flaw(
                            Optional.of(name),
                            "parameter " + name + " is missing: " + annotation(component).value()));
                }
                continue;
            }
            Kind kind = kind(component);
            try {
                Object value = kind.reader().read(text);
                values.put(component, isOptional(component) ? Optional.of(value) : value);
            } catch (IllegalArgumentException unfit) {
                flaws.add(new Flaw(
                        Optional.of(name), "parameter " + name + " must be " + kind.words() + ", was \"" + text + "\""));
            }
        }
        return values;
    }

    private P make(Map<RecordComponent, Object> values) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<P> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.values().toArray());
        } catch (InvocationTargetException thrown) {
            throw switch (thrown.getCause()) {
                case RefusedException refused -> refused;
                case IllegalArgumentException unfit ->
                    new RefusedException(Mitigation.Refusal.BAD_PARAMETER, String.valueOf(unfit.getMessage()));
                case null, default -> new IllegalStateException(type + " cannot be made", thrown);
            };
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " cannot be made", impossible);
        }
    }

    private static Mitigation.Parameter annotation(RecordComponent component) {
        return component.getAnnotation(Mitigation.Parameter.class);
    }

    private static String name(RecordComponent component) {
        String name = annotation(component).name();
        return name.isEmpty() ? component.getName() : name;
    }

    private static boolean isOptional(RecordComponent component) {
        return component.getType() == Optional.class;
    }

    private static Kind kind(RecordComponent component) {
        Type type = component.getGenericType();
        if (isOptional(component) && type instanceof ParameterizedType optional) {
            type = optional.getActualTypeArguments()[0];
        }
        return kind(type, component);
    }

    private static Kind kind(Type type, RecordComponent component) {
        if (type instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] == String.class) {
            return new Kind("a list of texts", text -> List.of(text.split("\n", -1)));
        }
        if (type instanceof Class<?> simple) {
            if (simple == String.class) {
                return new Kind("a text", text -> text);
            }
            if (simple == int.class || simple == Integer.class) {
                return new Kind("a whole number", Integer::valueOf);
            }
            if (simple == long.class || simple == Long.class) {
                return new Kind("a whole number", Long::valueOf);
            }
            if (simple == boolean.class || simple == Boolean.class) {
                return oneOf(Map.of("true", true, "false", false), "true or false");
            }
            if (simple == Duration.class) {
                return new Kind("a duration such as 30s", Window::duration);
            }
            if (simple == URI.class) {
                return new Kind("a URL such as http://127.0.0.1:8080/flags/cache", Parameters::url);
            }
            if (simple == Path.class) {
                return new Kind("a path", Path::of);
            }
            if (simple.isEnum()) {
                Map<String, Object> words = new LinkedHashMap<>();
                for (Object constant : simple.getEnumConstants()) {
                    words.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
                }
                return oneOf(words, words.keySet().stream().collect(Collectors.joining(" or ")));
            }
        }
        throw new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + component.getName()
                + " is a " + type.getTypeName() + ", which no text can be read as");
    }

    private static Kind oneOf(Map<String, Object> values, String words) {
        return new Kind(
                words,
                text -> Optional.ofNullable(values.get(text)).orElseThrow(() -> new IllegalArgumentException(text)));
    }

    /** Credentials in a URL would end up on the timeline, so there is no such URL. */
    private static URI url(String text) {
        URI url = URI.create(text);
        if (!url.isAbsolute() || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(text);
        }
        return url;
    }
}
