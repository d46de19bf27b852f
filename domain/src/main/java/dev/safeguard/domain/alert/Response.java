package dev.safeguard.domain.alert;

/** What an alert asks for. */
public enum Response {
    /** A human is notified and a ladder climbs until somebody acknowledges. */
    PAGE,
    /** Something to do in working hours. */
    TICKET
}
