package org.openiep.bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.openiep.demo.FolderTree;

/**
 * What the disk does with nobody else at work: new files written and forced, one after the other. No receiver that answers
 * for one object at a time, each in a file of its own, can be faster on one association.
 */
final class DiskAlone {
    static final String NAME = "disk alone, one by one";

    private DiskAlone() {}

    /**
     * One round.
     *
     * @param folder for the files; removed afterwards
     */
    static Measurement write(Study study, Path folder) throws IOException {
        List<ByteBuffer> pixels = study.shape().pixels(ObjectShape.DRAWN);
        long began = System.nanoTime();
        for (int i = 0; i < study.images().size(); i++) {
            try (FileChannel file = FileChannel.open(folder.resolve(Integer.toString(i)), CREATE_NEW, WRITE)) {
                Study.write(pixels, file);
                file.force(false);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        FolderTree.remove(folder);
        return Measurement.of(NAME, study, 1, seconds, -1);
    }
}
