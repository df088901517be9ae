package io.tsocks.agent.inside;

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

/// Makes edits to one class.
final class WovenClass {

    /// The class that has the hooks.
    static final String HOOKS = "io/tsocks/agent/hook/Hooks";

    private static final String OF_CHANNEL = "(Ljava/lang/Object;)Z";

    private final List<Edit> edits;

    /// The edits that have found what they change.
    private final Set<Edit> made = new HashSet<>();

    WovenClass(List<Edit> edits) {
        this.edits = edits;
    }

    /// The class with all edits.
    ///
    /// @throws UnknownJdkException if one of them finds nothing to change
    byte[] of(byte[] bytes) throws UnknownJdkException {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Woven(writer), 0);
        for (Edit edit : edits) {
            if (!made.contains(edit)) {
                throw new UnknownJdkException("no place in " + edit.method() + edit.descriptor());
            }
        }
        return writer.toByteArray();
    }

    private final class Woven extends ClassVisitor {

        Woven(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor method =
                    super.visitMethod(access, name, descriptor, signature, exceptions);
            for (Edit edit : edits) {
                boolean isMeant =
                        edit.method().equals(name)
                                && (edit.descriptor().isEmpty()
                                        || edit.descriptor().equals(descriptor));
                if (isMeant) {
                    method = edited(edit, method, descriptor);
                }
            }
            return method;
        }
    }

    private MethodVisitor edited(Edit edit, MethodVisitor next, String descriptor) {
        return switch (edit) {
            case Edit.Redirect redirect -> redirected(redirect, next);
            case Edit.Guard guard -> guarded(guard, next, Type.getReturnType(descriptor));
            case Edit.Before before ->
                    begun(
                            before,
                            next,
                            () -> {
                                load(next, before.local());
                                hook(next, before.hook(), before.hookDescriptor());
                            });
            case Edit.Parameter parameter ->
                    begun(
                            parameter,
                            next,
                            () -> {
                                next.visitVarInsn(Opcodes.ILOAD, parameter.index());
                                next.visitVarInsn(Opcodes.ALOAD, 0);
                                hook(next, parameter.hook(), "(ILjava/lang/Object;)I");
                                next.visitVarInsn(Opcodes.ISTORE, parameter.index());
                            });
            case Edit.Result result -> ended(result, next);
        };
    }

    private static void load(MethodVisitor to, Edit.Local local) {
        to.visitVarInsn(local.load(), local.index());
    }

    private static void hook(MethodVisitor to, String name, String descriptor) {
        to.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, name, descriptor, false);
    }

    private MethodVisitor redirected(Edit.Redirect redirect, MethodVisitor next) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String name, String descriptor, boolean onInterface) {
                boolean isMeant =
                        owner.equals(redirect.owner())
                                && name.equals(redirect.call())
                                && descriptor.equals(redirect.callDescriptor());
                if (!isMeant) {
                    super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
                    return;
                }
                redirect.more().forEach(local -> load(next, local));
                hook(next, redirect.hook(), withMore(redirect));
                made.add(redirect);
            }
        };
    }

    /// The descriptor of the hook: that of the method, with an `Object`, an `int` or a `long` for
    /// each further argument.
    private static String withMore(Edit.Redirect redirect) {
        StringBuilder more = new StringBuilder();
        for (Edit.Local local : redirect.more()) {
            more.append(
                    switch (local.load()) {
                        case Opcodes.ILOAD -> "I";
                        case Opcodes.LLOAD -> "J";
                        default -> "Ljava/lang/Object;";
                    });
        }
        return redirect.callDescriptor().replace(")", more + ")");
    }

    private MethodVisitor guarded(Edit.Guard guard, MethodVisitor next, Type result) {
        return begun(
                guard,
                next,
                () -> {
                    Label goOn = new Label();
                    next.visitVarInsn(Opcodes.ALOAD, 0);
                    hook(next, guard.hook(), OF_CHANNEL);
                    next.visitJumpInsn(Opcodes.IFEQ, goOn);
                    if (result.equals(Type.VOID_TYPE)) {
                        next.visitInsn(Opcodes.RETURN);
                    } else {
                        next.visitInsn(Opcodes.ICONST_0);
                        next.visitInsn(Opcodes.IRETURN);
                    }
                    next.visitLabel(goOn);
                    next.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                    // Should a frame follow, it must not be at the same place.
                    next.visitInsn(Opcodes.NOP);
                });
    }

    private MethodVisitor begun(Edit edit, MethodVisitor next, Runnable first) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitCode() {
                super.visitCode();
                first.run();
                made.add(edit);
            }
        };
    }

    private MethodVisitor ended(Edit.Result edit, MethodVisitor next) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.ARETURN) {
                    hook(next, edit.hook(), edit.hookDescriptor());
                    made.add(edit);
                }
                super.visitInsn(opcode);
            }
        };
    }
}
