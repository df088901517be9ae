package io.tsocks.agent.inside;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/// Netty's own resolver, which asks name servers by itself. It first asks the agent whether an
/// address stands for a name. If Netty should change, it asks name servers as before, and the
/// datagrams obey the policy.
final class NettyLookups implements ClassFileTransformer {

    private static final String RESOLVER = "/resolver/dns/DnsNameResolver";

    /// The place of the promise among the parameters of both methods.
    private static final int PROMISE = 2;

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> type,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || !name.endsWith(RESOLVER)) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Asking(writer), 0);
        return writer.toByteArray();
    }

    private static final class Asking extends ClassVisitor {

        Asking(ClassVisitor next) {
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
            boolean isAbout =
                    (access & Opcodes.ACC_STATIC) == 0
                            && descriptor.matches(
                                    "\\(Ljava/lang/String;\\[L[^;]+;L[^;]+;L[^;]+;\\)V");
            if (!isAbout) {
                return method;
            }
            return switch (name) {
                case "doResolve" -> asking(method, descriptor, "standIn", "java/net/InetAddress");
                case "doResolveAll" -> asking(method, descriptor, "standIns", "java/util/List");
                default -> method;
            };
        }
    }

    private static MethodVisitor asking(
            MethodVisitor next, String descriptor, String hook, String result) {
        String promise = Type.getArgumentTypes(descriptor)[PROMISE].getInternalName();
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitCode() {
                super.visitCode();
                Label ask = new Label();
                next.visitVarInsn(Opcodes.ALOAD, 1);
                next.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        WovenClass.HOOKS,
                        hook,
                        "(Ljava/lang/String;)L" + result + ";",
                        false);
                next.visitInsn(Opcodes.DUP);
                next.visitJumpInsn(Opcodes.IFNULL, ask);
                next.visitVarInsn(Opcodes.ALOAD, 1 + PROMISE);
                next.visitInsn(Opcodes.SWAP);
                next.visitMethodInsn(
                        Opcodes.INVOKEINTERFACE,
                        promise,
                        "setSuccess",
                        "(Ljava/lang/Object;)L" + promise + ";",
                        true);
                next.visitInsn(Opcodes.POP);
                next.visitInsn(Opcodes.RETURN);
                next.visitLabel(ask);
                next.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {result});
                next.visitInsn(Opcodes.POP);
                // Should a frame follow, it must not be at the same place.
                next.visitInsn(Opcodes.NOP);
            }
        };
    }
}
