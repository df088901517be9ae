package io.tsocks.agent.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// A program that knows nothing of tsocks, and looks closely at connects that take time. It prints
/// what it sees.
public final class Pending {

    private static final InetSocketAddress TO = new InetSocketAddress("192.0.2.7", 80);

    private Pending() {}

    /// Plays one scene.
    ///
    /// @param arguments the scene, and for some scenes a number
    public static void main(String... arguments) throws Exception {
        String seen =
                switch (arguments[0]) {
                    case "many" -> many(Integer.parseInt(arguments[1]));
                    case "many-virtual" -> manyVirtual(Integer.parseInt(arguments[1]));
                    case "state" -> state();
                    case "blocking-later" -> blockingLater();
                    case "all-interests" -> allInterests();
                    case "close" -> close();
                    case "close-asynchronous" -> closeAsynchronous();
                    case "close-blocking-channel" -> closeBlockingChannel();
                    case "close-socket" -> closeSocket();
                    case "interrupt" -> interrupt();
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        System.out.println(seen);
    }

    private static SocketChannel connecting() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(TO);
        return channel;
    }

    /// Connects many channels with one selector. It is woken no more often than there are channels.
    private static String many(int count) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < count; i++) {
                connecting().register(selector, SelectionKey.OP_CONNECT);
            }
            int connected = 0;
            int wakings = 0;
            while (connected < count) {
                selector.select();
                wakings++;
                for (SelectionKey key : selector.selectedKeys()) {
                    if (((SocketChannel) key.channel()).finishConnect()) {
                        connected++;
                        key.interestOps(0);
                    }
                }
                selector.selectedKeys().clear();
            }
            // Each end of a connect wakes the selector, which may see it only at the next look.
            return "connected " + connected + (wakings <= 2 * count + 2 ? " quietly" : " busily");
        }
    }

    private static String manyVirtual(int count) throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Object> sockets = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < count; i++) {
            threads.add(
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    Socket socket = new Socket();
                                    socket.connect(TO);
                                    sockets.add(socket);
                                } catch (IOException e) {
                                    System.out.println(e);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return "connected " + sockets.size();
    }

    private static String state() throws IOException {
        try (SocketChannel channel = connecting()) {
            String states =
                    "pending "
                            + channel.isConnectionPending()
                            + ", done "
                            + channel.finishConnect();
            String address = ", peer " + channel.getRemoteAddress();
            while (!channel.finishConnect()) {
                Thread.onSpinWait();
            }
            return states
                    + address
                    + "; pending "
                    + channel.isConnectionPending()
                    + ", connected "
                    + channel.isConnected()
                    + ", peer "
                    + channel.getRemoteAddress();
        }
    }

    private static String blockingLater() throws IOException {
        try (SocketChannel channel = connecting()) {
            channel.configureBlocking(true);
            return "done " + channel.finishConnect();
        }
    }

    /// All interests at once: the channel is connectable first, and then writable.
    private static String allInterests() throws IOException {
        try (Selector selector = Selector.open();
                SocketChannel channel = connecting()) {
            SelectionKey key =
                    channel.register(selector, SelectionKey.OP_CONNECT | SelectionKey.OP_READ);
            while (!key.isConnectable()) {
                selector.select();
            }
            String first = "connectable " + key.isConnectable();
            channel.finishConnect();
            selector.selectedKeys().clear();
            key.interestOps(SelectionKey.OP_WRITE);
            selector.select();
            String second = ", writable " + key.isWritable();
            key.interestOps(SelectionKey.OP_READ);
            selector.selectedKeys().clear();
            int written =
                    channel.write(
                            ByteBuffer.wrap(
                                    "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            selector.select();
            return first + second + ", readable " + (written > 0 && key.isReadable());
        }
    }

    private static int descriptors() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return (int) all.count();
        }
    }

    /// Closes channels while their connects are pending; no descriptor is left.
    private static String close() throws Exception {
        connecting().close();
        try (Selector selector = Selector.open()) {
            selector.selectNow();
            int before = descriptors();
            for (int i = 0; i < 20; i++) {
                SocketChannel channel = connecting();
                SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
                selector.selectNow();
                channel.close();
                if (key.isValid()) {
                    return "a key is valid";
                }
                selector.selectNow();
            }
            while (descriptors() > before) {
                Thread.onSpinWait();
            }
            return "closed";
        }
    }

    private static String closeAsynchronous() throws Exception {
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
        Future<Void> connect = channel.connect(TO);
        channel.close();
        try {
            connect.get();
            return "connected";
        } catch (ExecutionException e) {
            return "" + e.getCause().getClass().getSimpleName();
        }
    }

    private static String closeBlockingChannel() throws Exception {
        SocketChannel channel = SocketChannel.open();
        Thread closer = whenWaiting(Thread.currentThread(), channel::close);
        try {
            channel.connect(TO);
            return "connected";
        } catch (IOException e) {
            closer.join();
            return e.getClass().getSimpleName();
        }
    }

    private static String closeSocket() throws Exception {
        Socket socket = new Socket();
        Thread closer = whenWaiting(Thread.currentThread(), socket::close);
        try {
            socket.connect(TO);
            return "connected";
        } catch (IOException e) {
            closer.join();
            return e.getClass().getSimpleName() + " " + e.getMessage();
        }
    }

    private static String interrupt() throws Exception {
        SocketChannel channel = SocketChannel.open();
        Thread self = Thread.currentThread();
        Thread interrupter = whenWaiting(self, self::interrupt);
        try {
            channel.connect(TO);
            return "connected";
        } catch (IOException e) {
            boolean interrupted = Thread.interrupted();
            interrupter.join();
            return e.getClass().getSimpleName() + ", interrupted " + interrupted;
        }
    }

    /// An action that may fail.
    private interface Action {
        void run() throws IOException;
    }

    /// Acts as soon as a thread waits in a poll of the kernel.
    private static Thread whenWaiting(Thread thread, Action action) {
        return Thread.startVirtualThread(
                () -> {
                    while (!isPolling(thread)) {
                        Thread.onSpinWait();
                    }
                    try {
                        action.run();
                    } catch (IOException e) {
                        System.out.println(e);
                    }
                });
    }

    private static boolean isPolling(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].getMethodName().equals("poll");
    }
}
