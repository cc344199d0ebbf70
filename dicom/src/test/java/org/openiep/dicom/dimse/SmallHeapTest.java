package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("A heap of 64 MB")
class SmallHeapTest {
    /** The longest value that the explicit form holds. */
    private static final long PIXEL_BYTES = 0xFFFFFFFEL;

    @Test
    @DisplayName("receives an object of 4 GB")
    void fourGigabytes() throws Exception {
        Process receiver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:MaxDirectMemorySize=8m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Receiver.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = receiver.inputReader()) {
            int port = Integer.parseInt(output.readLine());
            try (ServiceUser user = new ServiceUser(Association.open(
                    "127.0.0.1",
                    port,
                    new Proposal("A", "B")
                            .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN)
                            .request(),
                    AssociationSettings.DEFAULT))) {
                OutgoingObject object = OutgoingObject.made(
                        Uids.CT_IMAGE, "2.25.4", Uids.EXPLICIT_VR_LITTLE_ENDIAN, SmallHeapTest::write);
                assertThat(user.store(object, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
            }
            String[] report = output.readLine().split(" ", -1);
            assertThat(Long.parseLong(report[0])).isEqualTo(PIXEL_BYTES + 12);
            assertThat(Long.parseLong(report[1])).as("highest use of heap").isLessThan(64L << 20);
        } finally {
            receiver.destroyForcibly().waitFor();
        }
    }

    private static void write(OutputStream out) throws java.io.IOException {
        ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) (Tag.PIXEL_DATA >>> 16)).putShort((short) Tag.PIXEL_DATA);
        header.put((byte) 'O').put((byte) 'W').putShort((short) 0).putInt((int) PIXEL_BYTES);
        out.write(header.array());
        byte[] pixels = new byte[1 << 18];
        for (long left = PIXEL_BYTES; left > 0; left -= pixels.length) {
            out.write(pixels, 0, (int) Math.min(left, pixels.length));
        }
    }

    /** The other program: takes objects, counts their bytes and forgets them. */
    static final class Receiver {
        private Receiver() {}

        public static void main(String[] arguments) throws Exception {
            Services services = Services.ECHO.withStore((request, data) -> {
                long total = 0;
                for (ByteBuffer chunk = data.nextChunk(); chunk.hasRemaining(); chunk = data.nextChunk()) {
                    total += chunk.remaining();
                }
                System.out.println(total + " " + highestUse());
                return Response.of(Status.SUCCESS);
            });
            InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            DicomServer server = DicomServer.start(loopback, Set.of(), services);
            System.out.println(server.port());
            new java.util.concurrent.CountDownLatch(1).await();
        }

        private static long highestUse() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getPeakUsage)
                    .mapToLong(usage -> usage.getUsed())
                    .sum();
        }
    }
}
