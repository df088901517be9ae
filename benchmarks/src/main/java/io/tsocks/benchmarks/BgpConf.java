package io.tsocks.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/// Makes a large tsocks.conf out of the networks of a routing table, one CIDR prefix a line in a
/// gzipped file: several paths, of which each network belongs to one at random, and some networks
/// with ports. The same arguments always make the same file.
public final class BgpConf {

    /// How many servers, and so paths.
    private static final int SERVERS = 8;

    /// How many of a hundred networks are reached on some ports only.
    private static final int WITH_PORTS = 8;

    private final List<StringBuilder> paths = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);

    private BgpConf() {
        for (int i = 0; i < SERVERS; i++) {
            paths.add(new StringBuilder());
        }
    }

    /// Which networks of the table are taken.
    public enum Family {
        /// IPv4, with dotted netmasks, as tsocks 1.8 has them.
        IP4,
        /// IPv6, with prefix lengths.
        IP6
    }

    /// `PREFIXES.gz MOST-NETWORKS IP4|IP6`: writes the file to standard output.
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: BgpConf PREFIXES.gz MOST-NETWORKS IP4|IP6");
            System.exit(2);
        }
        int most = Integer.parseInt(args[1]);
        String text = text(Path.of(args[0]), most, Family.valueOf(args[2]));
        System.out.write(text.getBytes(StandardCharsets.US_ASCII));
        System.out.flush();
    }

    /// The text of the file.
    ///
    /// @param most how many networks at the most, taken evenly from the table
    public static String text(Path prefixes, int most, Family family) throws IOException {
        BgpConf conf = new BgpConf();
        List<String> networks = networks(prefixes, family);
        int count = Math.min(most, networks.size());
        for (int i = 0; i < count; i++) {
            conf.add(networks.get((int) ((long) i * networks.size() / count)), family);
        }
        return conf.text();
    }

    /// The networks of a table in its order.
    public static List<String> networks(Path prefixes, Family family) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(prefixes)),
                                StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> (line.indexOf(':') >= 0) == (family == Family.IP6))
                    .toList();
        }
    }

    private void add(String cidr, Family family) {
        StringBuilder path = paths.get(random.nextInt(SERVERS));
        String ports = random.nextInt(100) < WITH_PORTS ? ports() : "";
        int slash = cidr.indexOf('/');
        String address = cidr.substring(0, slash);
        path.append("\treaches = ");
        switch (family) {
            case IP4 -> path.append(address).append(ports).append('/').append(mask(cidr, slash));
            case IP6 ->
                    path.append(ports.isEmpty() ? address : "[" + address + "]" + ports)
                            .append(cidr.substring(slash));
        }
        path.append('\n');
    }

    private String ports() {
        return switch (random.nextInt(3)) {
            case 0 -> ":80";
            case 1 -> ":443";
            default -> ":1024-65535";
        };
    }

    private static String mask(String cidr, int slash) {
        int length = Integer.parseInt(cidr, slash + 1, cidr.length(), 10);
        int mask = length == 0 ? 0 : -1 << (32 - length);
        return (mask >>> 24)
                + "."
                + (mask >>> 16 & 255)
                + "."
                + (mask >>> 8 & 255)
                + "."
                + (mask & 255);
    }

    private String text() {
        StringBuilder text = new StringBuilder("local = 10.0.0.0/255.0.0.0\n");
        for (int i = 0; i < SERVERS; i++) {
            text.append("path {\n").append(paths.get(i));
            text.append("\tserver = 10.0.0.").append(i + 1).append("\n\tserver_type = 5\n}\n");
        }
        return text.append("server = 10.0.0.100\nserver_type = 5\n").toString();
    }
}
