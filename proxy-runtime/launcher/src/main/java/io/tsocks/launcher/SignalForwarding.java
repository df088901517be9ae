package io.tsocks.launcher;

import io.tsocks.launcher.linux.ProcessState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Hands the signals that ask a process to end on to the command.
///
/// `sun.misc.Signal` of jdk.unsupported is the only way to handle a signal in Java. It is used by
/// reflection, because javac warns of every mention of it and offers no way to accept that.
final class SignalForwarding {

    private SignalForwarding() {}

    /// Sends SIGTERM and SIGHUP on from now on, instead of ending.
    static void to(int pid) {
        forward("TERM", pid);
        forward("HUP", pid);
    }

    private static void forward(String name, int pid) {
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
                                ProcessState.signal(pid, number);
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
