package dev.safeguard.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What libraries log. */
final class LoggingTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(before);
    }

    @Test
    void aWarningIsOneLineOnStandardError() {
        logger().warn("the disk is nearly full");
        assertEquals(
                "WARN Driver: the disk is nearly full" + System.lineSeparator(), written.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsLessThanAWarningIsNotShown() {
        logger().info("the pool has 10 connections");
        assertEquals("", written.toString(StandardCharsets.UTF_8));
    }

    private static Logger logger() {
        Logging logging = new Logging();
        logging.initialize();
        return logging.getLoggerFactory().getLogger("org.example.Driver");
    }
}
