package org.openiep.dicom.dimse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.net.Fragments;

/** An application entity of ours that keeps what it gets in memory. */
final class Archive implements AutoCloseable {
    final Map<String, DataSet> objects = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<StoreRequest> requests = new ConcurrentLinkedQueue<>();
    final DicomServer server;

    Archive(String aeTitle) throws IOException {
        this(aeTitle, Services.ECHO);
    }

    Archive(String aeTitle, Services more) throws IOException {
        server = DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of(aeTitle),
                more.withStore(this::store));
    }

    private Response store(StoreRequest request, Fragments dataSet) throws IOException {
        requests.add(request);
        objects.put(
                request.sopInstanceUid(),
                DataSetReader.read(dataSet, TransferSyntax.of(request.context().transferSyntax())));
        return Response.of(Status.SUCCESS);
    }

    String port() {
        return Integer.toString(server.port());
    }

    List<Optional<MoveOriginator>> originators() {
        return requests.stream().map(StoreRequest::originator).toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
