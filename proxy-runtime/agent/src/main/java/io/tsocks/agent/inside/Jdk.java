package io.tsocks.agent.inside;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.AbstractSelectableChannel;

/// The methods and fields of the JDK's sockets that the agent uses. They are looked up once, so
/// that a JDK without one of them is noticed before anything is changed.
final class Jdk {

    /// What `Net.connect` returns if the outcome will come later (`IOStatus.UNAVAILABLE`).
    static final int UNAVAILABLE = -2;

    /// What reads return at the end of the stream (`IOStatus.EOF`).
    static final int EOF = -1;

    final Class<?> net = type("sun.nio.ch.Net");
    final Class<?> socket = type("sun.nio.ch.NioSocketImpl");
    final Class<?> channel = type("sun.nio.ch.SocketChannelImpl");
    final Class<?> asynchronous = type("sun.nio.ch.UnixAsynchronousSocketChannelImpl");
    final Class<?> datagrams = type("sun.nio.ch.DatagramChannelImpl");
    private final Class<?> selectable = type("sun.nio.ch.SelChImpl");
    private final Class<?> dispatcher = type("sun.nio.ch.NativeDispatcher");
    private final Class<?> io = type("sun.nio.ch.IOUtil");

    final int readable = event("POLLIN");
    final int writable = event("POLLOUT");

    private final MethodHandle connect =
            ofClass(net, "connect", int.class, FileDescriptor.class, InetAddress.class, int.class);
    private final MethodHandle connectOfFamily =
            ofClass(
                    net,
                    "connect",
                    int.class,
                    ProtocolFamily.class,
                    FileDescriptor.class,
                    SocketAddress.class);
    private final MethodHandle poll =
            ofClass(net, "poll", int.class, FileDescriptor.class, int.class, long.class);
    private final MethodHandle pollConnect =
            ofClass(net, "pollConnectNow", boolean.class, FileDescriptor.class);
    private final MethodHandle configureBlocking =
            ofClass(io, "configureBlocking", void.class, FileDescriptor.class, boolean.class);
    private final MethodHandle read = transfer("read");
    private final MethodHandle write = transfer("write");
    private final MethodHandle disconnect =
            ofClass(datagrams, "disconnect0", void.class, FileDescriptor.class, boolean.class);

    private final MethodHandle parkSocket =
            of(socket, "park", void.class, FileDescriptor.class, int.class, long.class)
                    .asType(
                            MethodType.methodType(
                                    void.class,
                                    Object.class,
                                    FileDescriptor.class,
                                    int.class,
                                    long.class));
    private final MethodHandle isSocketOpen =
            of(socket, "isOpen", boolean.class)
                    .asType(MethodType.methodType(boolean.class, Object.class));

    private final MethodHandle parkChannel =
            of(selectable, "park", void.class, int.class, long.class)
                    .asType(MethodType.methodType(void.class, Object.class, int.class, long.class));
    private final MethodHandle kill = ofObject(of(selectable, "kill", void.class));
    private final VarHandle keys = keys();
    private final MethodHandle setEventOps =
            of(
                            type("sun.nio.ch.SelectorImpl"),
                            "setEventOps",
                            void.class,
                            type("sun.nio.ch.SelectionKeyImpl"))
                    .asType(MethodType.methodType(void.class, Object.class, SelectionKey.class));

    private final MethodHandle begin = ofObject(ofAsynchronous("begin"));
    private final MethodHandle end = ofObject(ofAsynchronous("end"));
    private final MethodHandle update =
            ofObject(of(asynchronous, "lockAndUpdateEvents", void.class));
    private final MethodHandle checkConnect =
            ofClass(asynchronous, "checkConnect", void.class, int.class);
    private final VarHandle port = field(asynchronous, "port", type("sun.nio.ch.Port"));
    private final VarHandle number = field(asynchronous, "fdVal", int.class);
    private final VarHandle descriptor =
            field(type("sun.nio.ch.AsynchronousSocketChannelImpl"), "fd", FileDescriptor.class);
    private final MethodHandle startPoll =
            of(type("sun.nio.ch.Port"), "startPoll", void.class, int.class, int.class)
                    .asType(MethodType.methodType(void.class, Object.class, int.class, int.class));

    private final MethodHandle localHostName =
            of(type("java.net.InetAddressImpl"), "getLocalHostName", String.class)
                    .asType(MethodType.methodType(String.class, Object.class));
    private final Object addresses = addresses();

    private Jdk() {}

    /// The JDK that runs this.
    ///
    /// @throws UnknownJdkException if it lacks something
    static Jdk ofThisProgram() throws UnknownJdkException {
        try {
            return new Jdk();
        } catch (MissingException e) {
            throw new UnknownJdkException(String.valueOf(e.getMessage()));
        }
    }

    /// Wraps what a look-up throws, as a field's initializer throws nothing checked.
    private static final class MissingException extends RuntimeException {

        private static final long serialVersionUID = 1;

        MissingException(String what) {
            super("no " + what);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException e) {
            throw new MissingException(name);
        }
    }

    private static MethodHandles.Lookup in(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    private static MethodHandle ofClass(
            Class<?> type, String name, Class<?> result, Class<?>... parameters) {
        try {
            return in(type).findStatic(type, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new MissingException(type.getSimpleName() + "." + name);
        }
    }

    private static MethodHandle of(
            Class<?> type, String name, Class<?> result, Class<?>... parameters) {
        try {
            return in(type).findVirtual(type, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new MissingException(type.getSimpleName() + "." + name);
        }
    }

    private static MethodHandle ofObject(MethodHandle method) {
        return method.asType(MethodType.methodType(void.class, Object.class));
    }

    private static MethodHandle ofAsynchronous(String name) {
        return of(type("sun.nio.ch.AsynchronousSocketChannelImpl"), name, void.class);
    }

    private static VarHandle field(Class<?> type, String name, Class<?> of) {
        try {
            return in(type).findVarHandle(type, name, of);
        } catch (ReflectiveOperationException e) {
            throw new MissingException(type.getSimpleName() + "." + name);
        }
    }

    private static VarHandle keys() {
        return field(AbstractSelectableChannel.class, "keys", SelectionKey[].class);
    }

    private static Object addresses() {
        try {
            Class<?> type = type("java.net.InetAddressImpl");
            return in(InetAddress.class).findStaticVarHandle(InetAddress.class, "impl", type).get();
        } catch (ReflectiveOperationException e) {
            throw new MissingException("InetAddress.impl");
        }
    }

    private int event(String name) {
        try {
            return (short) in(net).findStaticVarHandle(net, name, short.class).get();
        } catch (ReflectiveOperationException e) {
            throw new MissingException("Net." + name);
        }
    }

    private MethodHandle transfer(String name) {
        try {
            Object dispatches = in(socket).findStaticVarHandle(socket, "nd", dispatcher).get();
            MethodHandle all =
                    ofClass(
                            io,
                            name,
                            int.class,
                            FileDescriptor.class,
                            ByteBuffer.class,
                            long.class,
                            dispatcher);
            return MethodHandles.insertArguments(all, 2, -1L, dispatches);
        } catch (ReflectiveOperationException e) {
            throw new MissingException("NioSocketImpl.nd");
        }
    }

    /// A call of the JDK.
    @FunctionalInterface
    private interface Call<T> {
        T make() throws Throwable;
    }

    private static <T> T call(Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// A call of the JDK without a result.
    @FunctionalInterface
    private interface Action {
        void make() throws Throwable;
    }

    private static void run(Action action) throws IOException {
        boolean ignored =
                call(
                        () -> {
                            action.make();
                            return true;
                        });
    }

    /// Connects a socket, as the JDK itself would.
    int connect(FileDescriptor fd, InetAddress address, int to) throws IOException {
        return call(() -> (int) connect.invokeExact(fd, address, to));
    }

    /// Connects a channel, as the JDK itself would.
    int connect(ProtocolFamily family, FileDescriptor fd, SocketAddress remote) throws IOException {
        return call(() -> (int) connectOfFamily.invokeExact(family, fd, remote));
    }

    /// The events of a descriptor, of those asked for, without waiting.
    int poll(FileDescriptor fd, int events) throws IOException {
        return call(() -> (int) poll.invokeExact(fd, events, 0L));
    }

    /// Whether a connect is over.
    ///
    /// @throws IOException if it has failed
    boolean pollConnect(FileDescriptor fd) throws IOException {
        return call(() -> (boolean) pollConnect.invokeExact(fd));
    }

    void configureBlocking(FileDescriptor fd, boolean blocking) throws IOException {
        run(
                () -> {
                    configureBlocking.invokeExact(fd, blocking);
                });
    }

    /// Reads what has come.
    ///
    /// @return the bytes read, [#EOF], [#UNAVAILABLE] or another negative number if there are none
    int read(FileDescriptor fd, ByteBuffer into) throws IOException {
        return call(() -> (int) read.invokeExact(fd, into));
    }

    /// Writes what can be written at once.
    ///
    /// @return the bytes written, or a negative number if there are none
    int write(FileDescriptor fd, ByteBuffer from) throws IOException {
        return call(() -> (int) write.invokeExact(fd, from));
    }

    /// Makes a TCP socket, whatever became of its connect, one that can connect again (connect(2)
    /// with AF_UNSPEC).
    void disconnect(FileDescriptor fd) throws IOException {
        run(
                () -> {
                    disconnect.invokeExact(fd, true);
                });
    }

    /// Waits for an event of a socket, or until it is closed.
    void parkSocket(Object of, FileDescriptor fd, int event, long nanos) throws IOException {
        run(
                () -> {
                    parkSocket.invokeExact(of, fd, event, nanos);
                });
    }

    boolean isSocketOpen(Object of) throws IOException {
        return call(() -> (boolean) isSocketOpen.invokeExact(of));
    }

    /// Waits for an event of a channel, or until it is closed.
    void parkChannel(Object of, int event, long nanos) throws IOException {
        run(
                () -> {
                    parkChannel.invokeExact(of, event, nanos);
                });
    }

    /// Closes the descriptor of a channel, if it was closed while the descriptor was in use.
    void closeIfClosing(Object of) throws IOException {
        run(
                () -> {
                    kill.invokeExact(of);
                });
    }

    /// Has the selectors of a channel ask again what to wait for.
    void updateSelectors(AbstractSelectableChannel of) throws IOException {
        SelectionKey[] registered = (SelectionKey[]) keys.getVolatile(of);
        if (registered == null) {
            return;
        }
        for (SelectionKey key : registered.clone()) {
            if (key != null && key.isValid()) {
                Object selector = key.selector();
                run(
                        () -> {
                            setEventOps.invokeExact(selector, key);
                        });
                key.selector().wakeup();
            }
        }
    }

    /// The descriptor of an asynchronous channel.
    FileDescriptor descriptor(Object of) {
        return (FileDescriptor) descriptor.get(of);
    }

    /// Does something with the descriptor of an asynchronous channel, while it cannot be closed.
    ///
    /// @throws java.nio.channels.ClosedChannelException if it is closed
    <T> T whileOpen(Object of, Use<T> use) throws IOException {
        try {
            run(
                    () -> {
                        begin.invokeExact(of);
                    });
            return use.make();
        } finally {
            run(
                    () -> {
                        end.invokeExact(of);
                    });
        }
    }

    /// A use of a descriptor.
    @FunctionalInterface
    interface Use<T> {
        T make() throws IOException;
    }

    /// Has the group of an asynchronous channel tell it of one event.
    void startPoll(Object of, int events) throws IOException {
        Object group = port.get(of);
        int fd = (int) number.get(of);
        run(
                () -> {
                    startPoll.invokeExact(group, fd, events);
                });
    }

    /// Has an asynchronous channel wait for what the program waits for.
    void updateEvents(Object of) throws IOException {
        run(
                () -> {
                    update.invokeExact(of);
                });
    }

    /// Throws what became of a connect, unless it succeeded.
    void checkConnect(int fd) throws IOException {
        run(
                () -> {
                    checkConnect.invokeExact(fd);
                });
    }

    /// The name of this machine, of which no name server is asked; empty if it has none.
    String localHostName() {
        try {
            return call(() -> (String) localHostName.invokeExact(addresses));
        } catch (IOException e) {
            return "";
        }
    }
}
