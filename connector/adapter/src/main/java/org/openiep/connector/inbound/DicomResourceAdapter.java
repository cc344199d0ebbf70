package org.openiep.connector.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** The DICOM resource adapter: opens a port for each message endpoint that is activated. */
@Connector(
        displayName = "DICOM",
        vendorName = "OpenIEP",
        eisType = "DICOM application entity",
        version = "1.0",
        transactionSupport = TransactionSupport.TransactionSupportLevel.NoTransaction)
public class DicomResourceAdapter implements ResourceAdapter {
    private static final long SECOND_MILLIS = 1000;

    private final Map<MessageEndpointFactory, InboundPort> ports = new ConcurrentHashMap<>();
    private @Nullable WorkManager workManager;
    private @Nullable Timer timer;

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        workManager = context.getWorkManager();
        try {
            timer = context.createTimer();
        } catch (UnavailableException e) {
            throw new ResourceAdapterInternalException("The container has no timer for the adapter.", e);
        }
    }

    @Override
    public void stop() {
        if (timer != null) {
            timer.cancel();
        }
        ports.values().forEach(InboundPort::close);
        ports.clear();
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        WorkManager manager = workManager;
        if (manager == null || !(spec instanceof DicomActivationSpec activation)) {
            throw new ResourceException("The adapter is not started, or the activation is not for DICOM.");
        }
        activation.validate();
        Executor executor = new LongRunningWork(manager);
        try {
            ports.put(factory, InboundPort.open(activation, new Endpoint(factory), executor));
        } catch (IOException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    /** Runs something again and again while the adapter is started. It must not throw. */
    public void everySecond(Runnable task) {
        if (timer != null) {
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            task.run();
                        }
                    },
                    SECOND_MILLIS,
                    SECOND_MILLIS);
        }
    }

    /** Our keys and whom we trust; empty while no port is open. */
    public Optional<SSLContext> security() {
        return ports.values().stream().map(InboundPort::security).findFirst();
    }

    /** The way in for objects that come on associations of ours; empty while no port is open. */
    public Optional<Intake> intake() {
        return ports.values().stream().<Intake>map(port -> port).findFirst();
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        InboundPort port = ports.remove(factory);
        if (port != null) {
            port.close();
        }
    }

    @Override
    public XAResource @Nullable [] getXAResources(ActivationSpec[] specs) {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
