package dev.safeguard.adapter.telemetry;

/** Who is handed the rows of a history, one after the other. */
interface RowSink {

    /**
     * One row, right in itself.
     *
     * @param slo its number in the {@link SloTable}
     * @param start seconds since 1970
     * @param place the {@link Place} it stands at
     * @return whether more is wanted
     */
    boolean row(int slo, long start, long good, long total, long place);
}
