package dev.safeguard.application.port;

/** Keeps what is to be done in working hours. */
public interface TicketTracker {

    /**
     * Files a ticket. A ticket of the same key again is the same ticket. An exception means that it may not have been
     * filed, and that it will be tried again. Called by one thread at a time.
     */
    void file(Notification ticket);
}
