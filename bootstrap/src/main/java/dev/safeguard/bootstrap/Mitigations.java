package dev.safeguard.bootstrap;

import com.google.inject.Binder;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import dev.safeguard.application.port.Mitigation;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Mitigations by their type. */
final class Mitigations {

    private Mitigations() {}

    /** These by their type. */
    static Map<String, Mitigation<?>> byType(Collection<? extends Mitigation<?>> mitigations) {
        return mitigations.stream().collect(Collectors.toMap(Mitigation::type, mitigation -> mitigation));
    }

    /** Binds these, and the map of them even where there are none. */
    static void bind(Binder binder, Collection<? extends Mitigation<?>> mitigations) {
        MapBinder<String, Mitigation<?>> byType =
                MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
        mitigations.forEach(mitigation -> byType.addBinding(mitigation.type()).toInstance(mitigation));
    }
}
