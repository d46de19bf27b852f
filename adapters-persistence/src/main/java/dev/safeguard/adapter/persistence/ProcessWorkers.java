package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.Workers;
import dev.safeguard.domain.runbook.Worker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Workers are processes of the operating system, named {@code host/boot/pid/start}. A process id is used again, and is
 * one in each container, so a name carries when the process started and which set of processes it belongs to; of others
 * than those of this set nothing can be known.
 */
public final class ProcessWorkers implements Workers {

    private static final Pattern NAME = Pattern.compile("(?<place>.+)/(?<pid>[0-9]{1,18})/(?<start>[0-9]{1,18})");

    private final String place = host() + "/" + processes();
    private final Worker self = worker(ProcessHandle.current());

    @Override
    public Worker self() {
        return self;
    }

    @Override
    public boolean isGone(Worker worker) {
        Matcher name = NAME.matcher(worker.name());
        if (!name.matches() || !name.group("place").equals(place)) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(name.group("pid")))
                .filter(ProcessHandle::isAlive)
                .filter(process -> worker(process).equals(worker))
                .isEmpty();
    }

    /** The worker that this process of the operating system is. */
    Worker worker(ProcessHandle process) {
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new Worker(place + "/" + process.pid() + "/" + start);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /** Which boot of the machine and which container: where neither is told, the host's name has to do. */
    private static String processes() {
        String boot = read(() -> Files.readString(Path.of("/proc/sys/kernel/random/boot_id")))
                .map(String::strip)
                .orElse("boot");
        return read(() -> Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString())
                .map(namespace -> boot + "/" + namespace)
                .orElse(boot);
    }

    @FunctionalInterface
    private interface Reading {
        String read() throws IOException;
    }

    private static Optional<String> read(Reading reading) {
        try {
            return Optional.of(reading.read());
        } catch (IOException notTold) {
            return Optional.empty();
        }
    }
}
