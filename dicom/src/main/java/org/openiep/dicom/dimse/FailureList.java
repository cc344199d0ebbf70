package org.openiep.dicom.dimse;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** Objects that are not committed, and why, in little memory; see {@link InstanceList}. Immutable once it is built. */
final class FailureList extends AbstractList<CommitmentReport.Failure> implements RandomAccess {
    private final List<InstanceReference> instances;
    private final int[] reasons;

    private FailureList(List<InstanceReference> instances, int[] reasons) {
        this.instances = instances;
        this.reasons = reasons;
    }

    static List<CommitmentReport.Failure> copyOf(List<CommitmentReport.Failure> failures) {
        if (failures instanceof FailureList) {
            return failures;
        }
        Builder builder = new Builder();
        failures.forEach(builder::add);
        return builder.build();
    }

    @Override
    public CommitmentReport.Failure get(int index) {
        return new CommitmentReport.Failure(instances.get(index), reasons[index]);
    }

    @Override
    public int size() {
        return reasons.length;
    }

    static final class Builder {
        private final InstanceList.Builder instances = new InstanceList.Builder();
        private int[] reasons = new int[4];

        void add(CommitmentReport.Failure failure) {
            int at = instances.size();
            if (at == reasons.length) {
                reasons = Arrays.copyOf(reasons, at + at / 8 + 64);
            }
            reasons[at] = failure.reason();
            instances.add(failure.instance());
        }

        int size() {
            return instances.size();
        }

        int classes() {
            return instances.classes();
        }

        FailureList build() {
            return new FailureList(instances.build(), Arrays.copyOf(reasons, instances.size()));
        }
    }
}
