package org.openiep.diagnosis;

import java.util.List;

/**
 * Why an attempt failed, for a PACS administrator.
 *
 * @param cause one short sentence for the list
 * @param meaning what happened, in plain words
 * @param advice what to do next
 * @param technical what the node said, word for word, without patient data; may be empty
 * @param instances SOP Instance UIDs concerned; empty when it concerns all or none in particular
 */
public record Diagnosis(
        FailureClass failure, String cause, String meaning, String advice, String technical, List<String> instances) {
    /** As many instances as are kept with an attempt. */
    static final int MAX_INSTANCES = 100;

    public Diagnosis {
        instances = List.copyOf(instances.subList(0, Math.min(instances.size(), MAX_INSTANCES)));
    }

    Diagnosis(FailureClass failure, String cause, String meaning, String advice, String technical) {
        this(failure, cause, meaning, advice, technical, List.of());
    }

    /** The advice as it stands at a transaction, where Retry is there to be pressed. */
    public String adviceForTransaction() {
        return failure.mendedByRetry() ? advice + " Then press Retry: only what is missing is moved." : advice;
    }
}
