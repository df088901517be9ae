package io.tsocks.launcher;

import io.tsocks.launcher.linux.ProcessState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Hands the signals that ask a process to end on to the command.
///
/// `sun.misc.Signal` of jdk.unsupported is the only way to handle a signal in Java. It is used by
/// reflection, because javac warns of every mention of it and offers no way to accept that.
final class SignalForwarding {

    private int pid;
    private int waiting;

    private SignalForwarding() {}

    /// Keeps SIGTERM and SIGHUP from now on instead of ending, until it is known whom they are for.
    static SignalForwarding start() {
        SignalForwarding forwarding = new SignalForwarding();
        forwarding.take("TERM");
        forwarding.take("HUP");
        return forwarding;
    }

    /// Sends them on, those that have come already included.
    synchronized void to(int command) {
        pid = command;
        if (waiting != 0) {
            ProcessState.signal(pid, waiting);
        }
    }

    /// Called by the JVM's signal thread.
    private synchronized void received(int number) {
        if (pid == 0) {
            waiting = number;
        } else {
            ProcessState.signal(pid, number);
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
