package io.tsocks.engine;

import io.tsocks.net.HostName;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The lookup structure of a policy's rules for names: a hash table of the names of a [NameMap], in
/// which every suffix of a name is looked up. The longest that is there says who decides. Lookups
/// allocate nothing. Immutable.
///
/// A name is read once, from its end, so that the hash of each suffix is there when its first
/// character is. No suffix waits for what the memory says about another.
public final class NameTable {

    /// Random, so that the author of a policy cannot fill the table with collisions.
    private static final long MULTIPLIER = new SplittableRandom().nextLong() | 1;

    private static final int LONGEST_NAME = 253;
    private static final long UPPER_HALF = 0xffff_ffff_0000_0000L;

    /// The places of a record: the number of a name's ports, that of the names below it, the length
    /// of its text, and the text, four characters a place.
    private static final int EXACT = 0;

    private static final int BELOW = 1;
    private static final int LENGTH = 2;
    private static final int TEXT = 3;

    private final PortMap[] maps;
    private final int owners;
    private final int others;

    /// One record after the other. What is read together stands together, for the memory is what
    /// takes the time.
    private final int[] records;

    /// In the upper half of a slot bits of the hash, in the lower where a record begins, from 1; 0
    /// is free. The length is a power of two.
    private final long[] slots;

    private NameTable(NameMap map) {
        List<HostName> names = map.names();
        this.owners = map.unnamed() + 1;
        this.others = map.othersNumber();
        this.maps = new PortMap[map.maps().size() - owners];
        Arrays.setAll(maps, i -> map.maps().get(owners + i));
        int places = 0;
        for (HostName name : names) {
            places += places(name.text().length());
        }
        this.records = new int[places];
        this.slots = new long[Integer.highestOneBit(Math.max(1, names.size())) * 4];
        int record = 0;
        for (int i = 0; i < names.size(); i++) {
            String text = names.get(i).text();
            records[record + EXACT] = map.exactNumber(i);
            records[record + BELOW] = map.belowNumber(i);
            records[record + LENGTH] = text.length();
            put(record, text);
            record += places(text.length());
        }
    }

    private static int places(int length) {
        return TEXT + (length + 3) / 4;
    }

    /// Makes the table of a map.
    public static NameTable compile(NameMap map) {
        return new NameTable(map);
    }

    private void put(int record, String name) {
        long hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            char c = name.charAt(i);
            hash = hash * MULTIPLIER + c;
            records[record + TEXT + i / 4] |= c << (i % 4 * Byte.SIZE);
        }
        long spread = spread(hash);
        int slot = slot(spread);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = (spread & UPPER_HALF) | (record + 1);
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
        if (end == 0 || end > LONGEST_NAME) {
            return others;
        }
        int number = others;
        long hash = 0;
        for (int i = end - 1; i >= 0; i--) {
            char c = lower(host.charAt(i));
            if (c == '.') {
                int found = find(spread(hash), host, i + 1, end);
                number = found < 0 ? number : records[found + BELOW];
            }
            hash = hash * MULTIPLIER + c;
        }
        int found = find(spread(hash), host, 0, end);
        return found < 0 ? number : records[found + EXACT];
    }

    /// The record of the name that a part of the host is, or -1.
    private int find(long spread, String host, int start, int end) {
        int slot = slot(spread);
        for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int record = (int) entry - 1;
            if (((entry ^ spread) & UPPER_HALF) == 0 && isName(record, host, start, end)) {
                return record;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    private boolean isName(int record, String host, int start, int end) {
        int length = end - start;
        if (records[record + LENGTH] != length) {
            return false;
        }
        int text = record + TEXT;
        for (int i = 0; i < length; i++) {
            int c = (records[text + i / 4] >>> (i % 4 * Byte.SIZE)) & 0xff;
            if (c != lower(host.charAt(start + i))) {
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
        return 4L * records.length + 8L * slots.length;
    }
}
