package io.tsocks.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The entry of the agent's jar: as an agent (`-javaagent:tsocks-agent.jar=…`), and as a program
/// (`java -jar tsocks-agent.jar attach PID`).
public final class Agent {

    /// The exit status for a policy that is missing or has errors, and for a JDK that the agent
    /// does not know (EX_CONFIG of sysexits.h).
    private static final int BAD_CONFIGURATION = 78;

    /// The system property with what is wrong after an attach; empty if the agent runs.
    static final String PROBLEM = "io.tsocks.agent.problem";

    private Agent() {}

    /// Starts the agent before the program. If it cannot, the program does not start either.
    ///
    /// @param options those after `=`; null if there are none
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        String problem = start(options, instrumentation);
        if (!problem.isEmpty()) {
            System.err.println("tsocks-agent: " + problem);
            Runtime.getRuntime().halt(BAD_CONFIGURATION);
        }
    }

    /// Starts the agent in a program that is running. If it cannot, the program goes on as before,
    /// and the property [#PROBLEM] tells whoever attached it why.
    ///
    /// @param options those after `=`; null if there are none
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        System.setProperty(PROBLEM, start(options, instrumentation));
    }

    /// Attaches the agent to a running program.
    public static void main(String... arguments) {
        System.exit(Attach.run(arguments));
    }

    /// @return what is wrong; empty if the agent runs
    private static String start(@Nullable String options, Instrumentation instrumentation) {
        try {
            // Stays open: its classes are loaded when they are needed.
            AgentClasses classes = AgentClasses.ofThisJar();
            open(instrumentation, classes.getUnnamedModule());
            Class<?> hooks = classes.loadClass("io.tsocks.agent.inside.BootClasses");
            hooks.getMethod("define", Instrumentation.class).invoke(null, instrumentation);
            Object problem =
                    classes.loadClass("io.tsocks.agent.inside.Installation")
                            .getMethod("install", String.class, Instrumentation.class)
                            .invoke(null, options == null ? "" : options, instrumentation);
            return (String) problem;
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause());
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            return String.valueOf(e);
        }
    }

    /// Opens the packages of the sockets to the agent's own classes, and to no others.
    private static void open(Instrumentation instrumentation, Module inside) {
        Set<Module> to = Set.of(inside);
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of(
                        "sun.nio.ch", to,
                        "java.net", to,
                        "java.nio.channels.spi", to,
                        "jdk.internal.misc", to),
                Set.of(),
                Map.of());
    }
}
