package org.openiep.dicom.dimse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        List<String> arguments = new ArrayList<>(List.of("-v", "-c", config.toString()));
        arguments.addAll(List.of(options));
        arguments.add(Integer.toString(port));
        return Tool.start(folder, "dcmqrscp", arguments.toArray(String[]::new)).listening(port);
    }
}
