package org.openiep.dicom.convert;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Classes of a library whose loops end when their time is over, since nothing in Java can stop a thread that does not ask.
 * They are copies of those that its parent has, and before each jump backwards they ask {@link Deadline#check}. What they
 * call that is not listed is the parent's, and has to end by itself.
 */
final class StoppableClasses extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final List<String> names;

    /** @param names what the names of the copied classes begin with */
    StoppableClasses(ClassLoader parent, String... names) {
        super(parent);
        this.names = List.of(names);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (names.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? copy(name) : loaded;
        }
    }

    private Class<?> copy(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = asking(in.readAllBytes());
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static byte[] asking(byte[] code) {
        ClassReader reader = new ClassReader(code);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        // A class whose initialization was ended would never be usable again.
                        return name.equals("<clinit>") ? next : new Loops(next);
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** A jump to a label that came before. The call before it takes and leaves nothing on the stack. */
    private static final class Loops extends MethodVisitor {
        private static final String DEADLINE = Type.getInternalName(Deadline.class);

        private final Set<Label> before = new HashSet<>();

        Loops(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitLabel(Label label) {
            before.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            askBeforeJump(label);
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
            askBeforeJump(otherwise, labels);
            super.visitTableSwitchInsn(min, max, otherwise, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            askBeforeJump(otherwise, labels);
            super.visitLookupSwitchInsn(otherwise, keys, labels);
        }

        private void askBeforeJump(Label label, Label... others) {
            if (before.contains(label) || List.of(others).stream().anyMatch(before::contains)) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, DEADLINE, "check", "()V", false);
            }
        }
    }
}
