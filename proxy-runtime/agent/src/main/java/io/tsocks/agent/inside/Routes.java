package io.tsocks.agent.inside;

import io.tsocks.client.StandIns;
import io.tsocks.client.Tsocks;
import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.net.ServerAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/// What the agent leaves to the JDK.
final class Routes {

    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Tsocks tsocks;
    private final DirectNames directNames;
    private final ConnectLog log;

    /// @param directNames the addresses of names that the policy reaches directly
    Routes(Tsocks tsocks, DirectNames directNames, ConnectLog log) {
        this.tsocks = tsocks;
        this.directNames = directNames;
        this.log = log;
    }

    /// Whether a connect is the JDK's own, because it goes directly, or is the agent's.
    boolean isDirect(InetSocketAddress to) {
        InetAddress address = to.getAddress();
        if (StandIns.isStandIn(address.getAddress()) || to.getPort() == 0) {
            return false;
        }
        PolicyEngine engine = tsocks.engine();
        Decision decision = engine.decide(address, to.getPort());
        if (decision.action() instanceof Action.Direct) {
            log.direct(to, decision);
            return true;
        }
        return isDirectByName(engine, to) || isOwn(engine, to.getPort());
    }

    private boolean isDirectByName(PolicyEngine engine, InetSocketAddress to) {
        String name = directNames.of(to.getAddress());
        if (name == null) {
            return false;
        }
        boolean direct =
                engine.decide(name, to.getPort()) instanceof HostDecision.Decided(Decision decision)
                        && decision.action() instanceof Action.Direct;
        if (direct) {
            log.direct(to, engine.decide(name, to.getPort()).orUnresolved("it was not resolved"));
        }
        return direct;
    }

    /// Whether the client itself connects, to check a server. Only then is the stack looked at.
    private static boolean isOwn(PolicyEngine engine, int port) {
        boolean isServerPort =
                engine.policy()
                        .servers()
                        .anyMatch(
                                server ->
                                        server.address()
                                                        instanceof
                                                        ServerAddress.Inet(String ignored, int its)
                                                && its == port);
        return isServerPort && STACK.walk(frames -> frames.anyMatch(Routes::isOfClient));
    }

    private static boolean isOfClient(StackWalker.StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return Objects.equals(type.getClassLoader(), Routes.class.getClassLoader())
                && type.getPackageName().startsWith("io.tsocks.client");
    }
}
