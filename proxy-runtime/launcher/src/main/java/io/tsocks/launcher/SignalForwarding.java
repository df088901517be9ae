package io.tsocks.launcher;

import io.tsocks.launcher.linux.ProcessState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Hands the signals that ask a process to end on to the command.
///
/// `sun.misc.Signal` of jdk.unsupported is the only way to handle a signal in Java. It is used by
/// reflection, because javac warns of every mention of it and offers no way to accept that.
final class SignalForwarding {

    private @Nullable IntConsumer receiver;
    private int waiting;

    private SignalForwarding() {}

    /// Keeps SIGTERM and SIGHUP from now on instead of ending, until it is known whom they are for.
    static SignalForwarding start() {
        SignalForwarding forwarding = new SignalForwarding();
        forwarding.take("TERM");
        forwarding.take("HUP");
        return forwarding;
    }

    /// Sends them on to a process, those that have come already included.
    void to(int command) {
        hand(number -> ProcessState.signal(command, number));
    }

    /// The command has ended, and its number may soon be another's. What still runs is not for
    /// signals to tsocks to end: SIGHUP is for nobody, and SIGTERM ends the supervision.
    void to(Runnable stop) {
        hand(number -> stopAt(number, stop));
    }

    private static void stopAt(int number, Runnable stop) {
        if (ProcessState.isTermination(number)) {
            stop.run();
        }
    }

    private synchronized void hand(IntConsumer next) {
        receiver = next;
        if (waiting != 0) {
            next.accept(waiting);
            waiting = 0;
        }
    }

    /// Called by the JVM's signal thread.
    private synchronized void received(int number) {
        if (receiver == null) {
            waiting = number;
        } else {
            receiver.accept(number);
        }
    }

    private void take(String name) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            int number = (int) signals.getMethod("getNumber").invoke(signal);
            Object handler =
                    Proxy.newProxyInstance(
                            SignalForwarding.class.getClassLoader(),
                            new Class<?>[] {handlers},
                            (proxy, method, arguments) -> {
                                received(number);
                                return null;
                            });
            signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            // Ignored since before this process started (nohup), and so by the command as well.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("jdk.unsupported is missing", e);
        }
    }
}
