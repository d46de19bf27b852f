package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.nio.file.Path;

/**
 * Sets the default variant of a flag in a flag definition file of flagd. The file is replaced in one step, and nothing
 * in it changes but the default variant and, where the flag is {@code DISABLED}, its state.
 *
 * <p>A flag that is {@code DISABLED} has no variant at all: a service then goes by the default in its own code. So
 * setting it enables it too, and putting it back disables it again. The state tells both, and whether targeting rules
 * come before the default: who adds the first rule, or takes away the last, has changed what the default is good for.
 *
 * <p>A symbolic link is followed and stays; the file that it points to is replaced. What Kubernetes mounts from a
 * ConfigMap is refused: it would be overwritten from there.
 */
public final class FlagdFileMitigation implements Mitigation<FlagdFileMitigation.With> {

    private static final String SET = "defaultVariant=";
    private static final String NULL = "defaultVariant is null";
    private static final String NONE = "no defaultVariant";
    private static final String DISABLED = ", DISABLED";
    private static final String TARGETING = ", under targeting";

    private final ReplacedFile.Replacement replacement;

    public FlagdFileMitigation() {
        this(ReplacedFile.Replacement.ATOMIC);
    }

    FlagdFileMitigation(ReplacedFile.Replacement replacement) {
        this.replacement = replacement;
    }

    /** Which flag in which file, and what it is to be. */
    public record With(
            @Parameter("the flag definition file of flagd, in JSON") Path file,
            @Parameter("the key of the flag") String flag,
            @Parameter("the variant to set as the default, one of the flag's own") String variant) {}

    @Override
    public String type() {
        return "flagd-file";
    }

    @Override
    public String purpose() {
        return "sets the default variant of a flag in a flag definition file of flagd";
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.REVERSIBLE;
    }

    @Override
    public String blastRadius() {
        return "every service that reads the file, for all users whom no targeting rule of the flag decides for";
    }

    @Override
    public Parameters<With> parameters() {
        return Parameters.of(With.class);
    }

    @Override
    public ControlState inspect(With with) {
        FlagdFlag flag = flag(with, read(with));
        checkVariant(with, flag);
        return state(flag);
    }

    @Override
    public MitigationPlan plan(With with, ControlState current) {
        String now = current.value().orElse(NONE);
        boolean targeting = now.endsWith(TARGETING);
        boolean disabled = without(TARGETING, now).endsWith(DISABLED);
        ControlState desired = ControlState.of(SET + with.variant() + (targeting ? TARGETING : ""));
        return new MitigationPlan(
                current,
                desired,
                "set defaultVariant of the flag " + with.flag() + " in " + with.file() + " to " + with.variant()
                        + (disabled ? ", and enable the flag, which is DISABLED" : "")
                        + (targeting ? "; the targeting rules of the flag come first and may decide otherwise" : ""));
    }

    @Override
    public void apply(With with, MitigationPlan plan, String key) {
        ReplacedFile file = read(with);
        FlagdFlag flag = flag(with, file);
        checkVariant(with, flag);
        replace(file, withState(flag, plan.desired()));
    }

    @Override
    public void revert(With with, MitigationPlan applied, String key) {
        ReplacedFile file = read(with);
        FlagdFlag flag = flag(with, file);
        ControlState current = state(flag);
        if (current.equals(applied.prior())) {
            return;
        }
        if (!current.equals(applied.desired())) {
            throw RefusedException.drift(applied, current);
        }
        replace(file, withState(flag, applied.prior()));
    }

    @Override
    public boolean verify(With with, ControlState expected) {
        return state(flag(with, read(with))).equals(expected);
    }

    private static ReplacedFile read(With with) {
        return ReplacedFile.read(with.file());
    }

    private void replace(ReplacedFile file, String text) {
        if (!text.equals(file.text())) {
            file.replace(text, replacement);
        }
    }

    private static FlagdFlag flag(With with, ReplacedFile file) {
        FlagdFlag flag = switch (FlagdFlag.find(file.text(), with.flag())) {
            case FlagdFlag.Here(FlagdFlag here) -> here;
            case FlagdFlag.NotHere(var flags) -> throw new RefusedException(
                    Refusal.NOT_FOUND,
                    with.file() + " has no flag \"" + with.flag() + "\": " + Messages.choice(with.flag(), flags));
            case FlagdFlag.Unreadable(String reason) -> throw new RefusedException(
                    Refusal.UNAVAILABLE, with.file() + " is not a flag definition file of flagd: " + reason);
        };
        for (String variant : flag.variants()) {
            if (variant.endsWith(DISABLED) || variant.endsWith(TARGETING)) {
                throw new RefusedException(
                        Refusal.REFUSED,
                        "the variant \"" + variant + "\" cannot be told from a state: give it another name");
            }
        }
        return flag;
    }

    private static void checkVariant(With with, FlagdFlag flag) {
        if (!flag.variants().contains(with.variant())) {
            throw RefusedException.of(
                    "variant",
                    "the flag " + with.flag() + " has no variant \"" + with.variant() + "\": "
                            + Messages.choice(with.variant(), flag.variants()));
        }
    }

    private static ControlState state(FlagdFlag flag) {
        String end = (flag.isDisabled() ? DISABLED : "") + (flag.targeting() ? TARGETING : "");
        return switch (flag.defaultVariant()) {
            case FlagdFlag.NoDefault() when end.isEmpty() -> ControlState.ABSENT;
            case FlagdFlag.NoDefault() -> ControlState.of(NONE + end);
            case FlagdFlag.NullDefault() -> ControlState.of(NULL + end);
            case FlagdFlag.NamedDefault(String variant) -> ControlState.of(SET + variant + end);
        };
    }

    /** The text of the file with what {@link #state} has told of it. */
    private static String withState(FlagdFlag flag, ControlState state) {
        String told = without(TARGETING, state.value().orElse(NONE));
        String set = without(DISABLED, told);
        FlagdFlag.Default variant = switch (set) {
            case NONE -> new FlagdFlag.NoDefault();
            case NULL -> new FlagdFlag.NullDefault();
            default -> new FlagdFlag.NamedDefault(set.substring(SET.length()));
        };
        return flag.with(variant, !set.equals(told));
    }

    private static String without(String end, String text) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }
}
