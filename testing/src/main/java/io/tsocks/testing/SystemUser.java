package io.tsocks.testing;

import java.util.concurrent.atomic.AtomicInteger;

/// A user of the system for the time of a test, without home and shell. Needs root.
public final class SystemUser implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;
    private final Thread remover = new Thread(this::remove, "user-remover");

    private SystemUser(String name) {
        this.name = name;
        Runtime.getRuntime().addShutdownHook(remover);
    }

    /// Makes a user with this password and a unique name.
    public static SystemUser create(String password) {
        String name = "tst" + ProcessHandle.current().pid() + "x" + NUMBER.incrementAndGet();
        Command.of("useradd", "-M", "-s", "/usr/sbin/nologin", name).run();
        SystemUser user = new SystemUser(name);
        Command.of("chpasswd").reading(name + ":" + password + "\n").run();
        return user;
    }

    /// The name to log in with.
    public String name() {
        return name;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(remover);
        remove();
    }

    private void remove() {
        Command.of("userdel", name).run();
    }
}
