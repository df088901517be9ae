package io.tsocks.lint;

import java.util.List;
import java.util.random.RandomGenerator;

/// Random files that look like those of people: mostly good lines, some with mistakes, in any
/// layout.
final class RandomConfs {

    private static final List<String> ENDS = List.of("\n", "\n", "\n", "\r\n", " \n", "\t\n", "\r");
    private static final List<String> NETWORKS =
            List.of(
                    "10.0.0.0/255.0.0.0",
                    "10.0.0.0/8",
                    "10.1.0.0/16",
                    "10.1.2.0/255.255.255.0",
                    "10.001.2.0/255.255.255.0",
                    "10.1.2.3/255.0.0.0",
                    "0.0.0.0/0.0.0.0",
                    "127.0.0.0/8",
                    "10.0.7.0/255.0.255.0",
                    "2001:db8::/32",
                    "10.256.0.0/8");
    private static final List<String> HOSTS =
            List.of(
                    "a.example",
                    ".a.example",
                    "*.a.example",
                    "B.A.example.",
                    "\u00fc.example",
                    "*",
                    "host",
                    ".localhost",
                    "*a.example",
                    "a..example",
                    "a.example,b.example");
    private static final List<String> PORTS = List.of("", "", ":80", ":80-90", ":90-80");
    private static final List<String> COMMENTS =
            List.of("", "", "", " # note", "\t#x = y", " #  two  words ");

    private final RandomGenerator random;
    private final StringBuilder text = new StringBuilder();
    private String end = "\n";

    private RandomConfs(RandomGenerator random) {
        this.random = random;
    }

    static String of(RandomGenerator random) {
        return new RandomConfs(random).make();
    }

    private String make() {
        if (random.nextInt(21) == 0) {
            text.append('\uFEFF');
        }
        for (int i = random.nextInt(14); i >= 0; i--) {
            end = random.nextInt(3) == 0 ? pick(ENDS) : "\n";
            line();
        }
        return random.nextInt(10) == 0 ? text.toString().stripTrailing() : text.toString();
    }

    private void line() {
        text.append(pick(List.of("", "", "  ", "\t")));
        switch (random.nextInt(26)) {
            case 0, 1, 2 -> pair("local", pick(random.nextInt(3) == 0 ? HOSTS : NETWORKS));
            case 3, 4, 5 -> pair("reaches", reaches());
            case 6, 7 -> text.append(random.nextBoolean() ? "path {" : "path{");
            case 8, 9 -> text.append('}');
            case 10, 11 ->
                    pair(
                            "server",
                            pick(
                                    List.of(
                                            "10.1.2.3",
                                            "127.0.0.1",
                                            "h",
                                            "10.0.0.1:1",
                                            "socks5://10.1.2.3:1081",
                                            "socks5://joe@10.1.2.3",
                                            "socks4://h/")));
            case 12 -> pair("server_type", pick(List.of("4", "4a", "5", "5;", "4a;", "\"5\"")));
            case 13 -> pair("server_port", pick(List.of("1080", "99999", "1x")));
            case 14 -> pair("default_pass", pick(List.of("#x", "a#b", "pa=ss", "\"q\"")));
            case 15 -> pair("select", pick(List.of("failover", "hash", "fastest", "any")));
            case 16 -> pair("recover", pick(List.of("never", "after 3", "after", "after 0")));
            case 17 ->
                    pair(
                            "server",
                            pick(
                                    List.of(
                                            "http://127.0.0.1:3128",
                                            "http://127.0.0.1:3128 weight 3",
                                            "socks5://127.0.0.1",
                                            "socks5://127.0.0.2\t weight 01",
                                            "socks5://127.0.0.1 weight 0",
                                            "socks4://127.0.0.1")));
            case 18 -> pair("remote_dns", pick(List.of("yes", "yes", "no", "on")));
            case 24 -> pair("check", pick(List.of("30s", "120s", "none", "30", "2h")));
            case 19 -> pair("chain", pick(List.of("yes", "yes", "no", "on", "\"yes\"")));
            case 20 -> pair("tls_pin", pick(List.of("sha256/" + "A".repeat(43) + "=", "sha256/A")));
            case 21 -> pair("tls_ca", pick(List.of("/nonexistent/ca.pem", "ca.pem", "\"ca\"")));
            case 22 -> pair("password_file", pick(List.of("/nonexistent/secret", "secret")));
            case 23 -> pair("server", pick(List.of("https://127.0.0.1", "unix:/run/s", "unix:s")));
            case 25 -> pair("gssapi", pick(List.of("integrity", "confidentiality", "yes")));
            case 26 -> pair("gssapi_service", pick(List.of("rcmd", "rcmd/a.example", "a@B")));
            default -> text.append(pick(List.of("", "# comment", "Server = h", "fallback = yes")));
        }
        text.append(pick(COMMENTS)).append(end);
    }

    private String reaches() {
        if (random.nextInt(3) == 0) {
            return pick(HOSTS) + pick(PORTS);
        }
        String network = pick(NETWORKS);
        int slash = network.indexOf('/');
        return network.indexOf(':') >= 0
                ? network
                : network.substring(0, slash) + pick(PORTS) + network.substring(slash);
    }

    private void pair(String name, String value) {
        text.append(name).append(pick(List.of(" = ", " = ", "=", " =", "  =\t"))).append(value);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
