package io.tsocks.agent;

import io.tsocks.testing.Command;
import io.tsocks.testing.Project;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Runs programs with the agent's jar, in Java run times of their own.
final class AgentJar {

    static final Path JAR = Project.home().resolve("proxy-runtime/agent/target/tsocks-agent.jar");

    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private AgentJar() {}

    /// A run of [io.tsocks.agent.programs.Visit].
    ///
    /// @param options of the agent
    static Command visit(String options, String... words) {
        return run(options, "io.tsocks.agent.programs.Visit", words);
    }

    /// A run of a program on the class path of the tests.
    ///
    /// @param options of the agent
    static Command run(String options, String program, String... words) {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.add("-javaagent:" + JAR + "=" + options);
        command.add("-cp");
        command.add(classPath());
        command.add(program);
        command.addAll(List.of(words));
        return Command.of(command.toArray(String[]::new));
    }

    /// The class path of the tests, without the agent's own classes, which a program does not have
    /// twice. Surefire starts its own Java with a jar that only names the class path.
    static String classPath() {
        String all =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        Path own = JAR.resolveSibling("tsocks-agent");
        return Arrays.stream(all.split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).equals(JAR.resolveSibling("classes")))
                .filter(entry -> !entry.startsWith(own.toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// The same class path with Netty 4.2 and libraries that need it, in place of Netty 4.1.
    static String withNetty42(String classPath) throws IOException {
        Path newer = Project.home().resolve("testing/netty/target/class-path");
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("/io/netty/"))
                .collect(
                        Collectors.joining(
                                File.pathSeparator,
                                Files.readString(newer).strip() + File.pathSeparator,
                                ""));
    }
}
