package dev.safeguard.bootstrap.reliability;

/** Decides, in the process of the test, what becomes of a worker that has come to a point. */
@FunctionalInterface
interface Overseer {

    /** Lets everybody go on. */
    Overseer NOBODY = passing -> true;

    /**
     * A worker at a point, waiting to go on.
     *
     * @param worker its process id
     */
    record Passing(long worker, Way way, Point point) {

        /** Sends it SIGKILL; it is gone when this returns. */
        void kill() {
            ProcessHandle.of(worker).ifPresent(process -> {
                process.destroyForcibly();
                process.onExit().join();
            });
        }
    }

    /** Whether it goes on; false when it has been killed, so that nobody is there to be answered. */
    boolean letsGoOn(Passing passing);
}
