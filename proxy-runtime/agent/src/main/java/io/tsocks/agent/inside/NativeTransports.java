package io.tsocks.agent.inside;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// What calls connect(2) itself: the native transports of Netty, and SCTP of the JDK. Libraries
/// that ask for a transport are told that there is none, and use the JDK's sockets instead. Should
/// one be loaded nevertheless, it fails, as SCTP does.
final class NativeTransports implements ClassFileTransformer {

    /// Netty's own, and those that libraries have relocated.
    private static final String[] PREFIXES = {
        "",
        "io.grpc.netty.shaded.",
        "com.couchbase.client.core.deps.",
        "org.apache.hbase.thirdparty.",
        "org.apache.pulsar.shade.",
        "com.datastax.oss.driver.shaded."
    };

    /// The classes of Netty that call the kernel, with any prefix.
    private static final Pattern CALLERS =
            Pattern.compile("(.*[./])?netty[./](.*[./])?channel[./](epoll|kqueue|uring)[./]Native");

    private NativeTransports() {}

    /// Has Netty use the JDK's sockets instead.
    static void turnOff(Instrumentation instrumentation) {
        for (String prefix : PREFIXES) {
            System.setProperty(prefix + "io.netty.transport.noNative", "true");
        }
        instrumentation.addTransformer(new NativeTransports());
    }

    /// A class of those that the program already uses; empty if there is none.
    static Optional<String> inUse(Instrumentation instrumentation) {
        return Arrays.stream(instrumentation.getAllLoadedClasses())
                .map(type -> type.getName())
                .filter(name -> isOfNetty(name) || isOfSctp(name))
                .findFirst();
    }

    /// Asks the pattern last: for every class of a program it takes some milliseconds.
    ///
    /// @param name with dots or slashes
    private static boolean isOfNetty(String name) {
        return name.endsWith("Native") && CALLERS.matcher(name).matches();
    }

    private static boolean isOfSctp(String name) {
        return name.endsWith("SctpNet") && name.startsWith("sun");
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> type,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null) {
            return null;
        }
        if (isOfSctp(name)) {
            return failing(bytes, refusal("SCTP"));
        }
        return isOfNetty(name)
                ? failing(bytes, refusal("Netty's native transport") + "; use the NIO transport")
                : null;
    }

    private static String refusal(String what) {
        return "tsocks: the agent refuses " + what + ", whose connections it does not see";
    }

    private static byte[] failing(byte[] bytes, String message) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(bytes).accept(new Failing(writer, message), ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    /// Gives a class an initializer that fails.
    private static final class Failing extends ClassVisitor {

        private final String message;

        Failing(ClassVisitor next, String message) {
            super(Opcodes.ASM9, next);
            this.message = message;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return name.equals("<clinit>")
                    ? null
                    : super.visitMethod(access, name, descriptor, signature, exceptions);
        }

        @Override
        public void visitEnd() {
            MethodVisitor failing =
                    super.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
            String exception = "java/lang/UnsupportedOperationException";
            failing.visitCode();
            failing.visitTypeInsn(Opcodes.NEW, exception);
            failing.visitInsn(Opcodes.DUP);
            failing.visitLdcInsn(message);
            failing.visitMethodInsn(
                    Opcodes.INVOKESPECIAL, exception, "<init>", "(Ljava/lang/String;)V", false);
            failing.visitInsn(Opcodes.ATHROW);
            failing.visitMaxs(0, 0);
            failing.visitEnd();
            super.visitEnd();
        }
    }
}
