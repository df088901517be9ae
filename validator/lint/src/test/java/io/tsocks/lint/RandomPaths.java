package io.tsocks.lint;

import java.util.List;
import java.util.random.RandomGenerator;

/// Random files without mistakes in their text, about so few networks and names that many of them
/// are dead or redundant.
final class RandomPaths {

    private static final List<String> NETWORKS =
            List.of(
                    "10.0.0.0%s/255.0.0.0",
                    "10.1.0.0%s/255.255.0.0",
                    "10.1.2.0%s/255.255.255.0",
                    "10.1.2.128%s/255.255.255.128",
                    "10.0.2.0%s/255.0.255.0",
                    "192.168.0.0%s/255.255.0.0",
                    "0.0.0.0%s/0.0.0.0",
                    "127.0.0.0%s/255.0.0.0",
                    "[2001:db8::]%s/32",
                    "[2001:db8:1::]%s/48");
    private static final List<String> HOSTS =
            List.of("a.example", ".a.example", "*.a.example", "b.a.example", "*", ".localhost");
    private static final List<String> PORTS = List.of("", "", "", ":80", ":80-90", ":1-65535");
    private static final List<String> SERVERS =
            List.of("192.168.0.1", "192.168.0.2", "10.1.2.129", "127.0.0.1", "8.8.8.8");

    private static final List<String> SCHEMES = List.of("socks4", "socks4a", "socks5", "http");

    private final RandomGenerator random;
    private final StringBuilder text = new StringBuilder();

    private RandomPaths(RandomGenerator random) {
        this.random = random;
    }

    static String of(RandomGenerator random) {
        var file = new RandomPaths(random);
        file.make();
        return file.text.toString();
    }

    private void make() {
        for (int i = random.nextInt(5); i > 0; i--) {
            local();
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            path();
            if (random.nextInt(3) == 0) {
                local();
            }
        }
        if (random.nextInt(3) == 0) {
            text.append("remote_dns = yes\n");
        }
        if (random.nextInt(3) == 0) {
            text.append("chain = yes\n");
        }
        switch (random.nextInt(3)) {
            case 0 -> text.append("fallback = yes\n");
            case 1 -> server("");
            default -> {}
        }
    }

    private void local() {
        text.append("local = ").append(destination("")).append('\n');
    }

    private void path() {
        text.append("path {\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append("    reaches = ").append(destination(pick(PORTS))).append('\n');
        }
        if (random.nextInt(8) != 0) {
            server("    ");
        }
        text.append("}\n");
    }

    private void server(String indent) {
        if (random.nextInt(4) == 0) {
            group(indent);
            return;
        }
        text.append(indent).append("server = ").append(pick(SERVERS)).append('\n');
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> text.append(indent).append("server_type = 4a\n");
            default -> text.append(indent).append("server_type = 5\n");
        }
    }

    /// Servers with schemes, some of them twice.
    private void group(String indent) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            String server = pick(SCHEMES) + "://" + pick(SERVERS);
            String weight = random.nextInt(3) == 0 ? " weight 3" : "";
            text.append(indent).append("server = ").append(server).append(weight).append('\n');
        }
        if (random.nextInt(3) == 0) {
            text.append(indent).append("check = 1m\n");
        }
        if (random.nextInt(3) == 0) {
            text.append(indent).append("select = hash\n");
        }
        if (random.nextInt(3) == 0) {
            text.append(indent).append("recover = never\n");
        }
    }

    private String destination(String ports) {
        return random.nextInt(4) == 0 ? pick(HOSTS) + ports : network(ports);
    }

    private String network(String ports) {
        return pick(NETWORKS).replace("%s", ports).replaceFirst("\\[(.*)](?=/)", "$1");
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
