package org.openiep.acceptance.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.config.descriptor.api.ArquillianDescriptor;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jspecify.annotations.Nullable;
import org.openiep.acceptance.peer.Tool;
import org.openiep.demo.Checkout;
import org.openiep.demo.Exchange;
import org.openiep.demo.Ports;
import org.openiep.demo.Server;

/**
 * Gives the tests that run inside a container a server of their own, with database and mail, on free ports. Its clock
 * can be moved. It starts when the first such test is met, and ends with them.
 */
public final class ContainerServer implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Lifecycle.class);
    }

    /** Starts the server before Arquillian looks for it. */
    public static final class Lifecycle {
        private @Nullable Exchange exchange;

        /** The configuration was read, and nothing has been made of it yet: hence the precedence. */
        public void start(@Observes(precedence = 100) ArquillianDescriptor configuration) throws IOException {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Ports ports = new Ports();
            Server.Listening listening = new Server.Listening(ports.free(), ports.free(), ports.free(), ports.free());
            Exchange started = Exchange.withoutApplication(
                    Files.createTempDirectory(target, "container"),
                    Checkout.here(),
                    ports,
                    listening,
                    Map.of("JAVA_OPTS", "-Xms64m -Xmx512m -Djava.net.preferIPv4Stack=true -Diep.test.clock=true"));
            started.start();
            exchange = started;
            letArquillianIn(listening);
            configuration
                    .container("wildfly")
                    .property("managementPort", String.valueOf(listening.management()))
                    .property("jbossHome", Checkout.here().server().toString());
        }

        /**
         * What Arquillian needs and our server leaves out: it asks through JMX, over the management port, where its part
         * listens, and calls that by plain HTTP.
         */
        private static void letArquillianIn(Server.Listening listening) throws IOException {
            Path home = Checkout.here().server();
            Tool.run(
                    home,
                    home.resolve("bin/jboss-cli.sh").toString(),
                    "--connect",
                    "--controller=127.0.0.1:" + listening.management(),
                    "--commands=/subsystem=jmx/remoting-connector=jmx:add(use-management-endpoint=true),"
                            + "/subsystem=undertow/server=default-server/host=default-host/filter-ref=to-https:remove{allow-resource-service-restart=true}");
        }

        public void stop(@Observes(precedence = -100) AfterSuite end) {
            if (exchange != null) {
                exchange.close();
            }
        }
    }
}
