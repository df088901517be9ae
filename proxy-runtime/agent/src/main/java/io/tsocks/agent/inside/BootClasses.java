package io.tsocks.agent.inside;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The hooks as classes of the boot loader, where the JDK's classes find them.
///
/// They are defined there one by one. A jar on the boot class path would have the JVM turn off
/// class data sharing for the program's classes, and print a warning.
public final class BootClasses {

    private static final List<String> NAMES =
            List.of("io.tsocks.agent.hook.Interceptor", "io.tsocks.agent.hook.Hooks");

    private BootClasses() {}

    private static boolean arePresent() {
        try {
            return Class.forName(NAMES.getFirst(), false, null).getClassLoader() == null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /// Defines them, and lets java.base use them. No class that uses them may have been loaded.
    /// Does nothing if an agent has done it before.
    ///
    /// @throws IllegalStateException if that is not possible
    public static void define(Instrumentation instrumentation) {
        if (arePresent()) {
            return;
        }
        try {
            Class<?> last = Object.class;
            for (String name : NAMES) {
                last = define(name);
            }
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(last.getModule()),
                    Map.of(),
                    Map.of(),
                    Set.of(),
                    Map.of());
        } catch (Throwable e) {
            throw new IllegalStateException("the hooks cannot be defined in this Java run time", e);
        }
    }

    private static Class<?> define(String name) throws Throwable {
        byte[] bytes = bytes(name);
        Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe", true, null);
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(unsafe, MethodHandles.lookup());
        Object instance =
                lookup.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe)).invoke();
        MethodHandle defining =
                lookup.findVirtual(
                        unsafe,
                        "defineClass",
                        MethodType.methodType(
                                Class.class,
                                String.class,
                                byte[].class,
                                int.class,
                                int.class,
                                ClassLoader.class,
                                ProtectionDomain.class));
        return (Class<?>) defining.invoke(instance, name, bytes, 0, bytes.length, null, null);
    }

    private static byte[] bytes(String name) throws IOException {
        String resource = name.replace('.', '/') + ".class";
        try (InputStream in = BootClasses.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the agent's jar lacks " + resource);
            }
            return in.readAllBytes();
        }
    }
}
