package io.tsocks.engine;

import io.tsocks.net.Address;
import io.tsocks.net.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A tsocks.conf that tsocks 1.8 accepts without a word, whose networks lie close together.
final class ClassicFile {

    private final RandomGenerator random;
    private final List<Network.Ip4> networks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int servers;

    ClassicFile(RandomGenerator random) {
        this.random = random;
        List<Runnable> parts = new ArrayList<>();
        IntStream.range(0, random.nextInt(4)).forEach(_ -> parts.add(this::local));
        IntStream.range(0, random.nextInt(4)).forEach(_ -> parts.add(this::path));
        if (random.nextInt(3) > 0) {
            parts.add(() -> server(""));
        }
        if (random.nextInt(3) == 0) {
            parts.add(() -> line("", "fallback = " + (random.nextBoolean() ? "yes" : "no")));
        }
        while (!parts.isEmpty()) {
            parts.remove(random.nextInt(parts.size())).run();
        }
    }

    /// A question to `validateconf -t`; port 0 is left out.
    record Destination(Address address, int port) {
        @Override
        public String toString() {
            return port == 0 ? address.toString() : address + ":" + port;
        }
    }

    String text() {
        return text.toString();
    }

    List<Destination> destinations(int count) {
        return IntStream.range(0, count).mapToObj(_ -> destination()).toList();
    }

    private Destination destination() {
        int port = random.nextInt(4) == 0 ? 0 : 78 + random.nextInt(20);
        if (networks.isEmpty() || random.nextInt(8) == 0) {
            return new Destination(new Address.Ip4(random.nextInt()), port);
        }
        Network.Ip4 near = networks.get(random.nextInt(networks.size()));
        int inside = near.address() | (random.nextInt() & ~near.mask());
        return new Destination(
                new Address.Ip4(random.nextBoolean() ? inside : near.address() + step()), port);
    }

    private int step() {
        return random.nextInt(5) - 2;
    }

    private void local() {
        line("", "local = " + network());
    }

    private void path() {
        line("", "path {");
        String indent = random.nextBoolean() ? "\t" : "  ";
        IntStream.range(0, random.nextInt(4))
                .forEach(_ -> line(indent, "reaches = " + withPorts(network().toString())));
        if (random.nextInt(10) > 0) {
            server(indent);
        }
        line("", "}");
    }

    private void server(String indent) {
        line(indent, "server = 127.0.1." + ++servers);
        if (random.nextBoolean()) {
            line(indent, "server_port = " + (1 + random.nextInt(65535)));
        }
        if (random.nextBoolean()) {
            line(indent, "server_type = " + (4 + random.nextInt(2)));
        }
    }

    private String withPorts(String network) {
        if (random.nextBoolean()) {
            return network;
        }
        int first = 80 + random.nextInt(12);
        String ports =
                random.nextBoolean()
                        ? ":" + first
                        : ":" + first + "-" + (first + random.nextInt(5));
        int slash = network.indexOf('/');
        return network.substring(0, slash) + ports + network.substring(slash);
    }

    private Network.Ip4 network() {
        int mask =
                random.nextInt(5) == 0
                        ? 0xffff0000 | random.nextInt(0x10000)
                        : -1 << random.nextInt(20);
        Network.Ip4 network = new Network.Ip4((0x0a000000 | random.nextInt(1 << 14)) & mask, mask);
        networks.add(network);
        return network;
    }

    private void line(String indent, String statement) {
        text.append(indent).append(statement);
        if (random.nextInt(6) == 0) {
            text.append(" \t# a comment");
        }
        text.append('\n');
    }
}
