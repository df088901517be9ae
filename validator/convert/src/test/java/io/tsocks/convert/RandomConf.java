package io.tsocks.convert;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes configurations and destinations that lie close together, so that the lines overlap in
/// every way.
record RandomConf(RandomGenerator random) {

    private static final List<String> SCHEMES = List.of("socks5", "socks4", "socks4a", "http");

    private static final List<String> NETWORKS =
            List.of(
                    "10.0.0.0/8",
                    "10.1.0.0/16",
                    "10.1.2.0/24",
                    "10.1.2.3/32",
                    "10.0.0.3/255.0.0.255",
                    "192.0.2.0/25",
                    "0.0.0.0/0",
                    "128.0.0.0/1",
                    "2001:db8::/32");

    private static final List<String> NAMES =
            List.of(
                    "a.example",
                    ".example",
                    "*.example",
                    "b.a.example",
                    ".onion",
                    "*.corp",
                    "corp",
                    "*");

    /// Names for URLs; the last ones resolve.
    private static final List<String> HOSTS =
            List.of(
                    "a.example",
                    "b.a.example",
                    "example",
                    "notexample",
                    "x.corp",
                    "corp",
                    "hidden.onion",
                    "localhost",
                    "x.localhost",
                    "nowhere.invalid",
                    "A.Example.",
                    "ten.test",
                    "far.test",
                    "near.test");

    private static final List<String> ADDRESSES =
            List.of(
                    "10.1.2.3",
                    "10.1.2.4",
                    "10.1.3.3",
                    "10.9.9.3",
                    "192.0.2.1",
                    "192.0.2.200",
                    "203.0.113.9",
                    "127.0.0.1");

    private static final List<String> ADDRESSES6 =
            List.of("[::1]", "[2001:db8::1]", "[2001:dead::1]");

    /// The addresses of the names that resolve, as a file of hosts.
    static final String TABLE =
            "127.0.0.1 localhost\n10.1.2.3 ten.test\n203.0.113.9 far.test\n192.0.2.1 near.test\n";

    String conf() {
        String locals = lines(random.nextInt(3), () -> "local = " + target(false));
        String paths = lines(random.nextInt(4), this::path);
        String last =
                switch (random.nextInt(3)) {
                    case 0 -> "";
                    case 1 -> "fallback = yes\n";
                    default -> servers();
                };
        return locals + paths + last + (random.nextBoolean() ? "remote_dns = yes\n" : "");
    }

    private String path() {
        return "path {\n"
                + lines(1 + random.nextInt(3), () -> "reaches = " + target(true))
                + servers()
                + "}";
    }

    /// One server, or a group.
    private String servers() {
        int first = random.nextInt(4);
        return IntStream.range(first, first + 1 + random.nextInt(3) / 2)
                .mapToObj(
                        i ->
                                "server = %s://127.0.0.1:108%d\n"
                                        .formatted(SCHEMES.get(i % SCHEMES.size()), i))
                .collect(Collectors.joining());
    }

    private String target(boolean ports) {
        boolean network = random.nextBoolean();
        String text = pick(network ? NETWORKS : NAMES);
        String to =
                !ports || random.nextBoolean() ? "" : ":" + pick(List.of("80", "8000-8999", "443"));
        int slash = text.indexOf('/');
        if (to.isEmpty() || !network) {
            return text + to;
        }
        String address = text.substring(0, slash);
        boolean six = address.indexOf(':') >= 0;
        return (six ? "[" + address + "]" : address) + to + text.substring(slash);
    }

    String url() {
        return url(pick(random.nextBoolean() ? HOSTS : ADDRESSES));
    }

    String url6() {
        return url(pick(ADDRESSES6));
    }

    private String url(String host) {
        String port = pick(List.of("", ":80", ":443", ":8080", ":22"));
        return pick(List.of("http", "https", "other")) + "://" + host + port + "/x?y=:1#z";
    }

    private String lines(int count, Supplier<String> line) {
        return IntStream.range(0, count)
                .mapToObj(_ -> line.get() + "\n")
                .collect(Collectors.joining());
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
