package dev.safeguard.adapter.persistence;

/** A blob is not what Safeguard wrote: why, in a few words. Whoever knows which blob it is says so to the user. */
final class DamagedBlobException extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedBlobException(String why) {
        super(why);
    }
}
