package org.openiep.connector.inbound;

import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The container's threads for what takes long: an association blocks its thread for as long as it is open. */
record LongRunningWork(WorkManager manager) implements Executor {
    @Override
    public void execute(Runnable task) {
        try {
            manager.scheduleWork(new Task(task));
        } catch (WorkException e) {
            throw new RejectedExecutionException("The container has no thread to give.", e);
        }
    }

    private static final class Task implements Work, WorkContextProvider {
        private static final long serialVersionUID = 1L;

        private final transient Runnable task;

        Task(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            task.run();
        }

        @Override
        public void release() {
            // Closing the port ends every task; the container need not ask each.
        }

        @Override
        public List<WorkContext> getWorkContexts() {
            HintsContext hints = new HintsContext();
            hints.setHint(HintsContext.LONGRUNNING_HINT, true);
            return List.of(hints);
        }
    }
}
