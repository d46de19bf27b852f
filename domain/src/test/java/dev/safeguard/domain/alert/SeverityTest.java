package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeverityTest {

    @Test
    void sev1AndSev2PageAndSev3FilesATicket() {
        assertTrue(Severity.SEV1.isPage());
        assertTrue(Severity.SEV2.isPage());
        assertFalse(Severity.SEV3.isPage());
        assertEquals(Response.TICKET, Severity.SEV3.response());
    }

    @Test
    void sev1IsAboveSev2IsAboveSev3() {
        assertTrue(Severity.SEV1.isAbove(Severity.SEV2));
        assertTrue(Severity.SEV2.isAbove(Severity.SEV3));
        assertFalse(Severity.SEV2.isAbove(Severity.SEV2));
        assertFalse(Severity.SEV3.isAbove(Severity.SEV1));
    }

    @ParameterizedTest
    @EnumSource
    void everySeverityIsALevelAndReadsItsOwnWord(Severity severity) {
        Level level = Level.of(severity);

        assertEquals(Optional.of(severity), level.severity());
        assertEquals(severity.isPage(), level.isPage());
        assertEquals(severity.word(), level.word());
        assertEquals(severity, Severity.of(severity.word()));
        assertTrue(level.isAbove(Level.OK));
    }

    @Test
    void okIsNoSeverity() {
        assertEquals(Optional.empty(), Level.OK.severity());
        assertFalse(Level.OK.isPage());
        assertFalse(Level.OK.isAbove(Level.OK));
        assertTrue(Level.SEV1.isAbove(Level.SEV2));
    }

    @Test
    void anUnknownWordIsToldTheKnownOnes() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Severity.of("SEV1"));

        assertEquals("severity must be sev1, sev2 or sev3, was \"SEV1\"", refused.getMessage());
    }
}
