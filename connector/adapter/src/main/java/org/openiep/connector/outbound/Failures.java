package org.openiep.connector.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAllocationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.DicomFailure.Reason;
import org.openiep.dicom.convert.NotConvertibleException;
import org.openiep.dicom.dimse.NotAcceptedException;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.net.AssociateReject;
import org.openiep.dicom.net.AssociationAbortedException;
import org.openiep.dicom.net.AssociationRejectedException;
import org.openiep.dicom.net.AssociationTimeoutException;
import org.openiep.dicom.net.ConnectionLostException;
import org.openiep.dicom.net.DicomProtocolException;
import org.openiep.dicom.net.PeerUnreachableException;
import org.openiep.dicom.net.SecureConnectionException;

/** Turns what can go wrong on an association into the reasons that the application tells apart. */
final class Failures {
    /** IronJacamar: no connection became free within the blocking time-out. */
    private static final String POOL_EMPTY = "IJ000453";

    private Failures() {}

    /** Of an exception of the DICOM layers. Their messages are sentences without patient data already. */
    static DicomFailure of(IOException e) {
        if (e instanceof NotConvertibleException) {
            return new DicomFailure(Reason.NOT_CONVERTIBLE, String.valueOf(e.getMessage()), e);
        }
        return new DicomFailure(
                reason(e),
                e instanceof org.openiep.dicom.data.DicomFormatException
                        ? "Our file is not a DICOM file: " + e.getMessage() + "."
                        : message(e),
                e);
    }

    private static Reason reason(IOException e) {
        if (e instanceof AssociationRejectedException rejected) {
            return reason(rejected.reject());
        }
        if (e instanceof SecureConnectionException) {
            return Reason.TLS;
        }
        if (e instanceof PeerUnreachableException) {
            return Reason.UNREACHABLE;
        }
        if (e instanceof AssociationAbortedException || e instanceof ConnectionLostException) {
            return Reason.ABORTED;
        }
        if (e instanceof AssociationTimeoutException) {
            return Reason.TIMED_OUT;
        }
        if (e instanceof DicomProtocolException) {
            return Reason.PROTOCOL;
        }
        return e instanceof NotAcceptedException ? Reason.NOT_ACCEPTED : Reason.OURS;
    }

    private static Reason reason(AssociateReject reject) {
        if (reject.equals(AssociateReject.CALLING_AE_NOT_RECOGNISED)) {
            return Reason.CALLING_AE_REJECTED;
        }
        if (reject.equals(AssociateReject.CALLED_AE_NOT_RECOGNISED)) {
            return Reason.CALLED_AE_REJECTED;
        }
        return reject.isTransient() ? Reason.BUSY : Reason.REJECTED;
    }

    private static String message(IOException e) {
        if (reason(e) == Reason.OURS) {
            return "Our own file cannot be read (" + e.getClass().getSimpleName() + ").";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** The node answered with a failure. */
    static DicomFailure refused(String service, Status status) {
        return new DicomFailure(
                Reason.REFUSED, status.code(), "The node answered " + service + " with " + status.words() + ".", null);
    }

    /** Of what the pool says when it gives no connection. */
    static DicomFailure of(ResourceException e) {
        for (Throwable cause = e; cause != null; cause = next(cause)) {
            String message = cause.getMessage();
            if (cause instanceof ResourceAllocationException || (message != null && message.contains(POOL_EMPTY))) {
                return new DicomFailure(Reason.ALL_IN_USE, "All associations that we may have open are in use.", e);
            }
        }
        return new DicomFailure(Reason.OURS, "The connector gave no association: " + e.getMessage() + ".", e);
    }

    private static @Nullable Throwable next(Throwable cause) {
        Throwable next = cause.getCause();
        return next == cause ? null : next;
    }
}
