package dev.safeguard.example.gateway.load;

/**
 * What came of a request.
 *
 * @param kind why it is bad, or refused; empty for good ones
 * @param degraded in what ways the answer is less than it could be, parted by commas
 * @param nanos from the planned time to the answer, or to giving up
 */
record Result(Verdict verdict, String kind, String degraded, long nanos) {

    enum Verdict {
        GOOD,
        BAD,
        REFUSED
    }
}
