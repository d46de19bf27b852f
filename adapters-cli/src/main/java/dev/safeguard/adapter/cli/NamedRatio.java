package dev.safeguard.adapter.cli;

import dev.safeguard.domain.slo.Ratio;
import picocli.CommandLine.ITypeConverter;

/** A share of something, as it is written on a command line: {@code provider-outage=0.5}. */
record NamedRatio(String name, Ratio ratio) {

    /** Reads one. */
    static final class Converter implements ITypeConverter<NamedRatio> {

        @Override
        public NamedRatio convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("it is written NAME=RATIO, was \"" + text + "\"");
            }
            return new NamedRatio(text.substring(0, equals).strip(), Numbers.share(text.substring(equals + 1)));
        }
    }
}
