package org.openiep.acceptance.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** DCMTK's {@code storescp}: it answers echo and store, keeps files as they come (bit by bit), and nothing else. */
public final class DcmtkReceiver extends PeerPacs {
    private static final Pattern REQUEST = Pattern.compile("Received Store Request");

    private final Path storage;
    private final Path log;
    private String options = "+xa +B";
    private PeerProcess process;

    /** Takes everything, once it is started. */
    public DcmtkReceiver(String aeTitle, Path folder) throws IOException {
        super(aeTitle, folder);
        storage = Files.createDirectories(folder.resolve("storage"));
        log = folder.resolve("storescp.log");
        process = process("");
    }

    /** From the next start it reads each object as it comes, and hangs up on one that it cannot read. */
    public DcmtkReceiver reading() {
        options = "+xa";
        process = process("");
        return this;
    }

    /** From the next start it takes implicit VR little endian alone. */
    public DcmtkReceiver takingOnlyImplicit() {
        options = "+xi +B";
        process = process("");
        return this;
    }

    /**
     * From the next start it takes these alone.
     *
     * @param sopClasses as DCMTK names them, such as {@code MRImageStorage}
     * @param transferSyntaxes as DCMTK names them, such as {@code LocalEndianExplicit}
     */
    public DcmtkReceiver taking(List<String> sopClasses, List<String> transferSyntaxes) throws IOException {
        StringBuilder profile = new StringBuilder("[[TransferSyntaxes]]\n[Taken]\n");
        for (int i = 0; i < transferSyntaxes.size(); i++) {
            profile.append("TransferSyntax")
                    .append(i + 1)
                    .append(" = ")
                    .append(transferSyntaxes.get(i))
                    .append('\n');
        }
        profile.append("[[PresentationContexts]]\n[Taken]\nPresentationContext1 = VerificationSOPClass\\Taken\n");
        for (int i = 0; i < sopClasses.size(); i++) {
            profile.append("PresentationContext" + (i + 2) + " = " + sopClasses.get(i) + "\\Taken\n");
        }
        profile.append("[[Profiles]]\n[Default]\nPresentationContexts = Taken\n");
        options = "+B -xf '" + Files.writeString(storage.resolveSibling("profile.cfg"), profile) + "' Default";
        process = process("");
        return this;
    }

    /** From the next start it speaks TLS, and wants a certificate of those who call. */
    public DcmtkReceiver withTls(TlsFiles tls) {
        options = "+xa +B +tls '%s' '%s' +cf '%s'".formatted(tls.pacsKey(), tls.pacsCertificate(), tls.authority());
        process = process("");
        return this;
    }

    private PeerProcess process(String before) {
        String storescp =
                "exec storescp -v --fork %s -aet %s -od '%s' %d".formatted(options, aeTitle(), storage, port());
        return new PeerProcess(List.of("bash", "-c", before + storescp), Map.of("TCP_NODELAY", "1"), port(), log);
    }

    /** From the next start it has no room for large objects, and answers A700H, out of resources, to each. */
    public DcmtkReceiver refusingAbove(int kibibytes) {
        process = process("trap '' XFSZ; ulimit -f " + kibibytes + "; ");
        return this;
    }

    /** From the next start it takes everything again. */
    public DcmtkReceiver refusingNothing() {
        process = process("");
        return this;
    }

    /** How often somebody has sent it an object since it was made. */
    public long requests() throws IOException {
        // Not by lines: it has a process for each association, and they write into each other's lines.
        return REQUEST.matcher(Files.readString(log, ISO_8859_1)).results().count();
    }

    /** SOP Instance UIDs of what it keeps; its files are named after them. */
    public Set<String> held() throws IOException {
        try (Stream<Path> files = Files.list(storage)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(name.indexOf('.') + 1))
                    .collect(Collectors.toSet());
        }
    }

    @Override
    PeerProcess process() {
        return process;
    }

    @Override
    public Path exportTo(Path into) throws IOException {
        return copies(storage, into, List.of());
    }
}
