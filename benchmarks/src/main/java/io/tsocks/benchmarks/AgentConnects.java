package io.tsocks.benchmarks;

import io.tsocks.client.Tsocks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A program whose connects are measured, with the agent or by the embedded client. Prints numbers
/// in one line.
public final class AgentConnects {

    private static final InetSocketAddress TARGET = new InetSocketAddress("192.0.2.1", 7);

    private AgentConnects() {}

    /// Opens a connection to the target.
    @FunctionalInterface
    private interface Connect {
        Socket open() throws IOException;
    }

    /// Arguments: `hello`; `blocking COUNT [CONF]`, where a file has the client connect and not the
    /// agent; `pending COUNT ROUNDS`; `virtual COUNT`.
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "hello" -> System.out.println("hello");
            case "blocking" -> blocking(Integer.parseInt(arguments[1]), connect(arguments));
            case "pending" ->
                    pending(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            case "virtual" -> virtual(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static Connect connect(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            return () -> {
                Socket socket = new Socket();
                socket.connect(TARGET);
                return socket;
            };
        }
        Tsocks tsocks = Tsocks.load(Path.of(arguments[2]));
        return () -> tsocks.connect(TARGET.getHostString(), TARGET.getPort());
    }

    /// Microseconds in the median of the second half, when the code is warm.
    private static void blocking(int count, Connect connect) throws IOException {
        long[] took = new long[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            Socket socket = connect.open();
            took[i] = System.nanoTime() - begin;
            socket.close();
        }
        long[] warm = Arrays.copyOfRange(took, count / 2, count);
        Arrays.sort(warm);
        System.out.println(warm[warm.length / 2] / 1000.0);
    }

    /// For each round, milliseconds until all connects of one selector have ended. The first round
    /// is that of a program that has connected to nothing yet.
    private static void pending(int count, int rounds) throws IOException {
        for (int i = 0; i < rounds; i++) {
            System.out.print(pending(count) + " ");
        }
        System.out.println();
    }

    private static double pending(int count) throws IOException {
        long begin = System.nanoTime();
        List<SocketChannel> channels = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            int connected = 0;
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open();
                channels.add(channel);
                channel.configureBlocking(false);
                if (channel.connect(TARGET)) {
                    connected++;
                } else {
                    channel.register(selector, SelectionKey.OP_CONNECT);
                }
            }
            while (connected < count) {
                selector.select();
                Set<SelectionKey> ready = selector.selectedKeys();
                for (SelectionKey key : ready) {
                    if (((SocketChannel) key.channel()).finishConnect()) {
                        connected++;
                        key.interestOps(0);
                    }
                }
                ready.clear();
            }
            return (System.nanoTime() - begin) / 1e6;
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    /// Milliseconds for all connects, each in a thread of its own; how many succeeded; the most
    /// platform threads at a time; and how many more descriptors are open at the end.
    private static void virtual(int count) throws IOException {
        new Socket(TARGET.getAddress(), TARGET.getPort()).close();
        long before = descriptors();
        AtomicInteger connected = new AtomicInteger();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                threads.execute(
                        () -> {
                            try (Socket socket = new Socket()) {
                                socket.connect(TARGET);
                                connected.incrementAndGet();
                            } catch (IOException e) {
                                System.err.println(e);
                            }
                        });
            }
        }
        double took = (System.nanoTime() - begin) / 1e6;
        int most = ManagementFactory.getThreadMXBean().getPeakThreadCount();
        System.out.println(took + " " + connected + " " + most + " " + (descriptors() - before));
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
