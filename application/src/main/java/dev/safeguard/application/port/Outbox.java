package dev.safeguard.application.port;

import java.time.Instant;
import java.util.List;

/** What is to be told to humans, stored in the transaction that decides it, sent after. */
public interface Outbox {

    /** Stores it; one of the same key is already there and stays as it is. */
    void put(Notification notification);

    /** Those not marked as sent, in the order in which they were put. */
    List<Notification> pending();

    /** Marks it as sent; marking twice changes nothing. */
    void markSent(String key, Instant at);
}
