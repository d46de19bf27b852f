package dev.safeguard.adapter.telemetry;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What is compressed with gzip (RFC 1952): one member or several, one after the other. Unlike the stream of the JDK it
 * takes nothing after the end for the end, except for zeros, with which tapes are filled up.
 */
final class Gunzip extends InputStream {

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int DEFLATED = 8;
    private static final int HAS_HEADER_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private boolean inMember;
    private boolean over;

    /** @param in begins with the first member */
    Gunzip(InputStream in) {
        this.in = in;
    }

    static boolean isGzip(int first, int second) {
        return first == FIRST && second == SECOND;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (!over) {
            if (!inMember) {
                header();
            }
            int inflated = inflate(bytes, from, length);
            if (inflated > 0) {
                checksum.update(bytes, from, inflated);
                return inflated;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                trailer();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("it needs a dictionary that is not there");
            } else {
                at = end;
                if (!fill()) {
                    throw new EOFException();
                }
                inflater.setInput(buffer, at, end - at);
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflate(byte[] bytes, int from, int length) throws ZipException {
        try {
            return inflater.inflate(bytes, from, length);
        } catch (DataFormatException e) {
            ZipException damaged =
                    new ZipException(Objects.requireNonNullElse(e.getMessage(), "its data make no sense"));
            damaged.initCause(e);
            throw damaged;
        }
    }

    private void header() throws IOException {
        if (next() != FIRST || next() != SECOND) {
            throw somethingElse();
        }
        if (next() != DEFLATED) {
            throw new ZipException("it is compressed in a way that gzip does not know");
        }
        int flags = next();
        skip(6);
        if ((flags & HAS_EXTRA) != 0) {
            skip(next() + (next() << 8));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CHECKSUM) != 0) {
            skip(2);
        }
        inMember = true;
        inflater.reset();
        inflater.setInput(buffer, at, end - at);
        checksum.reset();
    }

    private void trailer() throws IOException {
        long expected = word();
        long length = word();
        if (expected != checksum.getValue() || length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("its checksum does not fit its content");
        }
        inMember = false;
        boolean padded = false;
        while (at < end || fill()) {
            if (buffer[at] != 0) {
                if (padded) {
                    throw somethingElse();
                }
                return;
            }
            padded = true;
            at++;
        }
        over = true;
    }

    private static ZipException somethingElse() {
        return new ZipException("it goes on after its end with something that is no gzip");
    }

    private long word() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int length) throws IOException {
        for (int i = 0; i < length; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int letter = next();
        while (letter != 0) {
            letter = next();
        }
    }

    private int next() throws IOException {
        if (at == end && !fill()) {
            throw new EOFException();
        }
        return buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        int length = in.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(length, 0);
        return length > 0;
    }
}
