package dev.safeguard.application.port;

/** Reaches people now. */
public interface Pager {

    /**
     * Hands the page, or the all-clear to those who were paged, over to whatever delivers it. A page of the same key again is the same page: it reaches nobody
     * twice where the means of delivery can tell. An exception means that it may not have been handed over, and that it
     * will be tried again. Called by one thread at a time.
     */
    void page(Notification page);
}
