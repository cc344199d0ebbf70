package org.openiep.bench;

/** Ends what was started even when the bench itself is ended by a signal. */
final class AtExit implements AutoCloseable {
    private final Thread hook;

    /** Runs {@code end} when this process ends, unless this is closed before. */
    AtExit(Runnable end) {
        hook = new Thread(end, "at-exit");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The end has been taken care of. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook with it.
        }
    }
}
