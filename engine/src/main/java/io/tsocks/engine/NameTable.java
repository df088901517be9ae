package io.tsocks.engine;

import io.tsocks.net.HostName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The lookup structure of a policy's rules for names: a hash table of the names of a [NameMap], in
/// which the suffixes of a name are looked up, the longest first. The first that is there says who
/// decides. Lookups allocate nothing. Immutable.
public final class NameTable {

    /// Random, so that the author of a policy cannot fill the table with collisions.
    private static final long MULTIPLIER = new SplittableRandom().nextLong() | 1;

    private static final int LONGEST_NAME = 253;
    private static final long[] POWERS = powers();
    private static final long UPPER_HALF = 0xffff_ffff_0000_0000L;

    /// The numbers of a node, and the places of two of them.
    private static final int NODE = 3;

    private static final int EXACT = 1;
    private static final int BELOW = 2;

    private final PortMap[] maps;
    private final int owners;
    private final int others;
    private final byte[] text;

    /// For each name where it starts in the text, the number of its ports, and that of the names
    /// below it; behind them the length of the text. They stand together because they are read
    /// together.
    private final int[] nodes;

    /// In the upper half of a slot bits of the hash, in the lower the number of a name, from 1; 0
    /// is free. The length is a power of two.
    private final long[] slots;

    private NameTable(NameMap map) {
        List<HostName> names = map.names();
        this.owners = map.unnamed() + 1;
        this.others = map.othersNumber();
        this.maps = new PortMap[map.maps().size() - owners];
        Arrays.setAll(maps, i -> map.maps().get(owners + i));
        this.nodes = new int[NODE * names.size() + 1];
        for (int i = 0; i < names.size(); i++) {
            nodes[NODE * i + EXACT] = map.exactNumber(i);
            nodes[NODE * i + BELOW] = map.belowNumber(i);
            nodes[NODE * (i + 1)] = nodes[NODE * i] + names.get(i).text().length();
        }
        this.text = new byte[nodes[NODE * names.size()]];
        this.slots = new long[Integer.highestOneBit(Math.max(1, names.size())) * 4];
        for (int i = 0; i < names.size(); i++) {
            put(i, names.get(i).text());
        }
    }

    private static long[] powers() {
        long[] powers = new long[LONGEST_NAME + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * MULTIPLIER;
        }
        return powers;
    }

    /// Makes the table of a map.
    public static NameTable compile(NameMap map) {
        return new NameTable(map);
    }

    private void put(int index, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, text, nodes[NODE * index], bytes.length);
        long hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * MULTIPLIER + name.charAt(i);
        }
        long spread = spread(hash);
        int slot = slot(spread);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = (spread & UPPER_HALF) | (index + 1);
    }

    /// Who decides for a name: the owner of its ports.
    ///
    /// @param host in ASCII, in any case; a final dot does not count
    /// @param port 0 to 65535; 0 is a question without a port
    /// @return index in [NameMap#owners()], or [NameMap#unnamed()]
    public int ownerOf(String host, int port) {
        int number = numberOf(host);
        return number < owners ? number : maps[number - owners].ownerOf(port);
    }

    private int numberOf(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        if (end > LONGEST_NAME) {
            return others;
        }
        long whole = 0;
        for (int i = 0; i < end; i++) {
            whole = whole * MULTIPLIER + lower(host.charAt(i));
        }
        // the hash of a suffix is the one of the whole without that of what is before it
        long before = 0;
        for (int start = 0; start < end; ) {
            long suffix = whole - before * POWERS[end - start];
            int found = find(spread(suffix), host, start, end);
            if (found >= 0) {
                return nodes[NODE * found + (start == 0 ? EXACT : BELOW)];
            }
            char c;
            do {
                c = lower(host.charAt(start++));
                before = before * MULTIPLIER + c;
            } while (c != '.' && start < end);
        }
        return others;
    }

    private int find(long spread, String host, int start, int end) {
        int slot = slot(spread);
        for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int index = (int) entry - 1;
            if (((entry ^ spread) & UPPER_HALF) == 0 && isName(index, host, start, end)) {
                return index;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    private boolean isName(int index, String host, int start, int end) {
        int from = nodes[NODE * index];
        if (nodes[NODE * (index + 1)] - from != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (text[from + i - start] != lower(host.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    private static long spread(long hash) {
        return (hash ^ (hash >>> 29)) * MULTIPLIER;
    }

    private int slot(long spread) {
        return (int) ((spread >>> 32) ^ (spread >>> 20)) & (slots.length - 1);
    }

    /// The memory of the table's arrays in bytes, the port maps apart.
    public long bytes() {
        return text.length + 4L * nodes.length + 8L * slots.length;
    }
}
