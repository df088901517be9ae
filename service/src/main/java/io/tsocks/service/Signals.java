package io.tsocks.service;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// What signals wish of the service.
final class Signals {

    private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

    private Signals() {}

    /// What a signal wishes.
    enum Wish {
        /// Read the files again.
        RELOAD,
        /// Stop.
        STOP
    }

    /// Takes the signals of this process from now on.
    static Signals take() {
        Signals signals = new Signals();
        try {
            signals.on("HUP", Wish.RELOAD);
            signals.on("TERM", Wish.STOP);
            signals.on("INT", Wish.STOP);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("jdk.unsupported has signals", e);
        }
        return signals;
    }

    /// Takes a signal. Java's only API for that, in jdk.unsupported, warns whoever compiles against
    /// it, and the warning cannot be suppressed.
    private void on(String name, Wish wish) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object taking =
                Proxy.newProxyInstance(
                        Signals.class.getClassLoader(),
                        new Class<?>[] {handler},
                        (_, method, _) -> {
                            if (method.getName().equals("handle")) {
                                wishes.add(wish);
                            }
                            return null;
                        });
        Method handle = signal.getMethod("handle", signal, handler);
        Object ignored =
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), taking);
    }

    /// Waits for the next wish.
    Wish next() {
        try {
            return wishes.take();
        } catch (InterruptedException _) {
            return Wish.STOP;
        }
    }
}
