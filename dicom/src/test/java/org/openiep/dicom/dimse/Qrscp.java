package org.openiep.dicom.dimse;

import java.nio.file.Files;
import java.nio.file.Path;

/** DCMTK's small PACS. */
final class Qrscp {
    private Qrscp() {}

    /**
     * Starts it as PACS.
     *
     * @param port of its own
     * @param ours where it finds OURS when it moves objects there
     */
    static Tool start(Path folder, int port, int ours, String... options) throws Exception {
        Path store = Files.createDirectory(folder.resolve("pacs"));
        Path config = Files.writeString(folder.resolve("dcmqrscp.cfg"), """
                MaxPDUSize = 131072
                MaxAssociations = 8
                HostTable BEGIN
                ours = (OURS, 127.0.0.1, %d)
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                PACS %s RW (100, 1024mb) ANY
                AETable END
                """.formatted(ours, store));
        String[] command = new String[options.length + 5];
        command[0] = "dcmqrscp";
        command[1] = "-v";
        command[2] = "-c";
        command[3] = config.toString();
        System.arraycopy(options, 0, command, 4, options.length);
        command[command.length - 1] = Integer.toString(port);
        return Tool.start(folder, command).listening(port);
    }
}
