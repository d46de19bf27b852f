package dev.safeguard.adapter.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Bytes as the text of a configuration file: UTF-8, with or without a byte order mark, and no more than fits. */
final class Source {

    private static final int MEBIBYTE = 1 << 20;

    private Source() {}

    /**
     * The text; nothing when there is too much, or it is no text, with a problem. Reads no further than it must.
     *
     * @throws IOException when the bytes cannot be read
     */
    static Optional<String> text(InputStream in, Reading reading) throws IOException {
        byte[] bytes = in.readNBytes(MEBIBYTE + 1);
        if (bytes.length > MEBIBYTE) {
            reading.problem(ProblemCode.TOO_LARGE, Place.START, "the file is larger than 1 MiB");
            return Optional.empty();
        }
        if (isUtf16(bytes)) {
            reading.problem(ProblemCode.NOT_TEXT, Place.START, "this is UTF-16 text, and not UTF-8");
            return Optional.empty();
        }
        ByteBuffer encoded = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult end = decoder.decode(encoded, text, true);
        String decoded = withoutByteOrderMark(text.flip().toString());
        if (end.isError()) {
            reading.problem(
                    ProblemCode.NOT_TEXT,
                    Place.after(decoded),
                    String.format(Locale.ROOT, "byte 0x%02X cannot stand here in UTF-8 text", encoded.get()));
            return Optional.empty();
        }
        return Optional.of(decoded);
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** By its byte order mark, or by the first character, which is ASCII in YAML as in prose. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        return (first == 0xFE && second == 0xFF)
                || (first == 0xFF && second == 0xFE)
                || (first == 0 && isAscii(second))
                || (isAscii(first) && second == 0);
    }

    private static boolean isAscii(int character) {
        return character >= '\t' && character <= '~';
    }
}
