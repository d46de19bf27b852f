package dev.safeguard.adapter.telemetry;

import dev.safeguard.domain.slo.SloName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The SLOs met so far, numbered from 0, found by the bytes of their names: a hundred thousand of them take a few
 * megabytes, and looking one up makes no object.
 */
final class SloTable {

    /** What {@link #number(byte[], int, int, int)} says to bytes that are no name of an SLO. */
    static final int NONE = -1;

    private byte[] names = new byte[1 << 10];
    /** Where each name ends; it begins where the one before it ends. */
    private int[] ends = new int[1 << 6];

    private int[] hashes = new int[1 << 6];
    /** Numbers plus one, at the place that the hash says or the next free one after it; 0 is free. */
    private int[] slots = new int[1 << 8];

    private int size;

    int size() {
        return size;
    }

    SloName name(int number) {
        int from = begin(number);
        return new SloName(new String(names, from, ends[number] - from, StandardCharsets.US_ASCII));
    }

    /** @throws IllegalArgumentException when this is no name of an SLO */
    int number(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int hash = 0;
        for (byte b : bytes) {
            hash = hash(hash, b);
        }
        int number = number(bytes, 0, bytes.length, hash);
        if (number == NONE) {
            new SloName(Shown.of(name));
            throw new IllegalArgumentException("the name of an SLO is too long, was \"" + Shown.of(name) + "\"");
        }
        return number;
    }

    /** The number of the SLO whose name is these bytes, a new one if they are new. */
    int number(byte[] bytes, int from, int to, int hash) {
        int mask = slots.length - 1;
        int slot = slot(hash) & mask;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && Arrays.equals(names, begin(number), ends[number], bytes, from, to)) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        return add(bytes, from, to, hash);
    }

    /** The hash of some bytes and one more; that of no bytes is 0. */
    static int hash(int hash, byte next) {
        return 31 * hash + next;
    }

    private int add(byte[] bytes, int from, int to, int hash) {
        if (!isName(new String(bytes, from, to - from, StandardCharsets.UTF_8))) {
            return NONE;
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
            slots = new int[4 * ends.length];
            for (int number = 0; number < size; number++) {
                occupy(number);
            }
        }
        int begin = begin(size);
        int end = begin + to - from;
        if (end > names.length) {
            names = Arrays.copyOf(names, Math.max(end, 2 * names.length));
        }
        System.arraycopy(bytes, from, names, begin, to - from);
        ends[size] = end;
        hashes[size] = hash;
        occupy(size);
        return size++;
    }

    private void occupy(int number) {
        int mask = slots.length - 1;
        int slot = slot(hashes[number]) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = number + 1;
    }

    private int begin(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    /** Names differ in their last letters most of the time, so that their hashes lie side by side: spread them. */
    private static int slot(int hash) {
        int spread = hash * 0x9E3779B9;
        return spread ^ (spread >>> 15);
    }

    private static boolean isName(String text) {
        try {
            new SloName(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
