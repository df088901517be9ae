package io.tsocks.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/// `java -jar tsocks-agent.jar attach PID [OPTIONS]`.
final class Attach {

    /// The exit status for wrong arguments (EX_USAGE of sysexits.h).
    private static final int USAGE = 64;

    /// The exit status if the program does not take the agent (EX_UNAVAILABLE).
    private static final int UNAVAILABLE = 69;

    private Attach() {}

    /// Attaches the agent.
    ///
    /// @return the exit status
    static int run(String... arguments) {
        if (arguments.length < 2
                || arguments.length > 3
                || !arguments[0].equals("attach")
                || !arguments[1].chars().allMatch(Character::isDigit)) {
            System.err.println(
                    """
                    usage: java -jar tsocks-agent.jar attach PID [OPTIONS]
                           java -javaagent:tsocks-agent.jar[=OPTIONS] ...
                    OPTIONS are the name of a tsocks.conf, or key=value pairs with commas between.\
                    """);
            return USAGE;
        }
        return attach(arguments[1], arguments.length > 2 ? arguments[2] : "");
    }

    private static int attach(String process, String options) {
        try {
            VirtualMachine program = VirtualMachine.attach(process);
            try {
                program.loadAgent(jar(), options);
                String problem = program.getSystemProperties().getProperty(Agent.PROBLEM, "");
                return problem.isEmpty() ? 0 : failed(process, problem);
            } finally {
                program.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            return failed(process, String.valueOf(e.getMessage()));
        } catch (AgentLoadException | AgentInitializationException e) {
            return failed(process, "the agent did not start: " + e.getMessage());
        }
    }

    private static int failed(String process, String why) {
        System.err.println("tsocks-agent: attach " + process + ": " + why);
        return UNAVAILABLE;
    }

    private static String jar() {
        return System.getProperty("java.class.path");
    }
}
