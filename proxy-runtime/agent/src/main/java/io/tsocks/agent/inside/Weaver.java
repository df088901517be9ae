package io.tsocks.agent.inside;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Weaves the hooks into classes of the JDK.
final class Weaver {

    private final Map<Class<?>, List<Edit>> edits = new LinkedHashMap<>();

    /// Has edits made to a class.
    Weaver with(Class<?> type, Edit... changes) {
        edits.put(type, List.of(changes));
        return this;
    }

    /// Tries all edits on the classes as the run time has them, and changes nothing.
    ///
    /// @throws UnknownJdkException if a class does not have what an edit changes
    void tryOut() throws UnknownJdkException {
        for (Map.Entry<Class<?>, List<Edit>> entry : edits.entrySet()) {
            Class<?> type = entry.getKey();
            String file = type.getName().replace('.', '/') + ".class";
            try (InputStream in = ClassLoader.getSystemResourceAsStream(file)) {
                if (in == null) {
                    throw new UnknownJdkException("it has no file of " + type.getName());
                }
                byte[] ignored = new WovenClass(entry.getValue()).of(in.readAllBytes());
            } catch (IOException e) {
                throw new UnknownJdkException(type.getName() + ": " + e);
            }
        }
    }

    /// Weaves all classes, or none.
    ///
    /// @throws UnknownJdkException if a class does not have what an edit changes
    void weave(Instrumentation instrumentation) throws UnknownJdkException {
        Weaving weaving = new Weaving();
        instrumentation.addTransformer(weaving, true);
        try {
            retransform(instrumentation);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
            weaving.problems.add(String.valueOf(e));
        }
        if (!weaving.isComplete()) {
            instrumentation.removeTransformer(weaving);
            restore(instrumentation);
            throw new UnknownJdkException(weaving.problem());
        }
    }

    private void retransform(Instrumentation instrumentation) throws UnmodifiableClassException {
        instrumentation.retransformClasses(edits.keySet().toArray(Class<?>[]::new));
    }

    private void restore(Instrumentation instrumentation) {
        try {
            retransform(instrumentation);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
            // The problem that is reported says enough.
        }
    }

    /// Stays in force, so that the hooks survive when another agent transforms the same classes.
    private final class Weaving implements ClassFileTransformer {

        private final List<String> problems = new ArrayList<>();
        private final Map<Class<?>, Boolean> done = new ConcurrentHashMap<>();

        @Override
        public byte @Nullable [] transform(
                @Nullable Module module,
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> type,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (type == null || !edits.containsKey(type)) {
                return null;
            }
            try {
                byte[] woven = new WovenClass(Objects.requireNonNull(edits.get(type))).of(bytes);
                done.put(type, true);
                return woven;
            } catch (UnknownJdkException | RuntimeException e) {
                problems.add(type.getSimpleName() + ": " + e.getMessage());
                return null;
            }
        }

        boolean isComplete() {
            return problems.isEmpty() && done.keySet().containsAll(edits.keySet());
        }

        String problem() {
            return problems.isEmpty() ? "its classes cannot be changed" : problems.getFirst();
        }
    }
}
