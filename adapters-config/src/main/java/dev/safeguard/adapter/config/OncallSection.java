package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.COUNT;
import static dev.safeguard.adapter.config.Shape.DURATION;
import static dev.safeguard.adapter.config.Shape.TEXT;

import dev.safeguard.adapter.config.Reading.Named;
import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.oncall.Rotation;
import dev.safeguard.domain.oncall.ShiftLength;
import dev.safeguard.domain.oncall.Target;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** {@code oncall:}, the rotations and the ladder. */
final class OncallSection {

    private static final Shape<List<Person>> PEOPLE =
            Shape.someOf(TEXT.as(Person::new).told(() -> JsonSchema.text().put("pattern", "\\S")));

    private static final Shape<ShiftLength> SHIFT = TEXT.as(ShiftLength::of)
            .told(() -> JsonSchema.text("shift length", "\\s*[1-9][0-9]{0,3}(h|d|w|mo)\\s*"));

    private static final Shape<LocalDateTime> START = TEXT.as(OncallSection::start)
            .told(() -> JsonSchema.text(
                    "local date and time",
                    "[-+]?[0-9]{4,9}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{0,9})?)?"));

    private static final Shape<ZoneId> ZONE = Shape.oneOf(
                    "time zone", ZoneId.getAvailableZoneIds().stream().sorted().toList(), zone -> zone)
            .as(ZoneId::of);

    static final Shape<Roster> SHAPE = Shape.map(fields -> {
        var rotations = fields.optional("rotations", Shape.listOf(Shape.map(OncallSection::rotation)));
        var escalation = fields.required("escalation", Shape.someOf(Shape.map(OncallSection::level)));
        var repeat = fields.optional("repeat", COUNT.as(Math::toIntExact));
        Optional<Roster> roster = fields.make(
                () -> new Roster(rotations.or(List.of()), new EscalationPolicy(escalation.get(), repeat.or(0))));
        roster.ifPresent(complete -> fields.reading().warnOfUnused(Named.ROTATION));
        return roster;
    });

    private OncallSection() {}

    private static Optional<Rotation> rotation(Fields fields) {
        var name = fields.required("name", Shape.declares(Named.ROTATION));
        var people = fields.required("people", PEOPLE);
        var shift = fields.required("shift", SHIFT);
        var start = fields.required("start", START);
        var zone = fields.required("zone", ZONE);
        return fields.make(() -> new Rotation(name.get(), people.get(), start.get(), shift.get(), zone.get()));
    }

    private static Optional<EscalationLevel> level(Fields fields) {
        var rotation = fields.optional("rotation", Shape.refersTo(Named.ROTATION));
        var people = fields.optional("people", PEOPLE);
        var delay = fields.required("delay", DURATION);
        return fields.make(() -> {
            if (rotation.value().isPresent() == people.value().isPresent()) {
                throw new IllegalArgumentException("a level names either a rotation or people");
            }
            Optional<Target> target = rotation.value().map(Target.OnRotation::new);
            return new EscalationLevel(target.orElseGet(() -> new Target.People(people.get())), delay.get());
        });
    }

    private static LocalDateTime start(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "a start is a local date and time such as 2026-01-05T09:00, was \"" + text + "\"", e);
        }
    }
}
