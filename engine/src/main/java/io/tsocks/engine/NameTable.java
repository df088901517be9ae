package io.tsocks.engine;

import io.tsocks.net.HostName;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The lookup structure of a policy's rules for names: a hash table of the names of a [NameMap], in
/// which every suffix of a name is looked up. The longest that is there says who decides. Lookups
/// allocate nothing. Immutable.
///
/// A large table is slow because of the memory that a lookup waits for, one piece after another. So
/// a byte for each bucket, of which all fit into the cache of a processor, rules out most suffixes
/// that are no name of the table. Only for the others is a record read, and it holds all that is
/// known of a name.
public final class NameTable {

    /// Random, so that the author of a policy cannot fill a bucket.
    private static final long MULTIPLIER = new SplittableRandom().nextLong() | 1;

    private static final int LONGEST_NAME = 253;
    private static final int LAST_ASCII = 0x7f;

    /// The places of a record: the number of a name's ports, that of the names below it, the length
    /// of its text, and the text from its end, four characters a place, the first of them in the
    /// lowest byte.
    private static final int EXACT = 0;

    private static final int BELOW = 1;
    private static final int LENGTH = 2;
    private static final int TEXT = 3;

    private final PortMap[] maps;
    private final int owners;
    private final int others;

    /// The records of the first bucket, those of the second, and so on.
    private final int[] records;

    /// Where the records of each bucket begin; at the end, where the last ones end. The number of
    /// buckets is a power of two.
    private final int[] starts;

    /// For each bucket, the [#mark]s of its names.
    private final byte[] marks;

    private NameTable(NameMap map) {
        List<HostName> names = map.names();
        this.owners = map.unnamed() + 1;
        this.others = map.othersNumber();
        this.maps = new PortMap[map.maps().size() - owners];
        Arrays.setAll(maps, i -> map.maps().get(owners + i));
        this.marks = new byte[Integer.highestOneBit(Math.max(1, names.size())) * 2];
        this.starts = new int[marks.length + 1];
        long[] hashes = names.stream().mapToLong(name -> hash(name.text())).toArray();
        for (int i = 0; i < hashes.length; i++) {
            int bucket = bucket(hashes[i]);
            marks[bucket] = (byte) (marks[bucket] | mark(hashes[i]));
            starts[bucket + 1] += places(names.get(i).text().length());
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        this.records = new int[starts[marks.length]];
        int[] next = starts.clone();
        for (int i = 0; i < hashes.length; i++) {
            String text = names.get(i).text();
            int record = next[bucket(hashes[i])];
            next[bucket(hashes[i])] += places(text.length());
            records[record + EXACT] = map.exactNumber(i);
            records[record + BELOW] = map.belowNumber(i);
            put(record, text);
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
        int length = name.length();
        records[record + LENGTH] = length;
        for (int i = 0; i < length; i++) {
            records[record + TEXT + i / 4] |= name.charAt(length - 1 - i) << (i % 4 * Byte.SIZE);
        }
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

    /// Reads the name once, from its end, so that the hash of each suffix is there when its first
    /// character is.
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
            hash = with(hash, c);
        }
        int found = find(spread(hash), host, 0, end);
        return found < 0 ? number : records[found + EXACT];
    }

    /// The record of the name that a part of the host is, or -1.
    private int find(long hash, String host, int start, int end) {
        int bucket = bucket(hash);
        if ((marks[bucket] & mark(hash)) == 0) {
            return -1;
        }
        int record = starts[bucket];
        while (record < starts[bucket + 1]) {
            int length = records[record + LENGTH];
            if (length == end - start && isName(record + TEXT, host, start, end)) {
                return record;
            }
            record += places(length);
        }
        return -1;
    }

    private boolean isName(int text, String host, int start, int end) {
        int place = text;
        int all = 0;
        int last = end - 1;
        for (; last - 3 >= start; last -= 4) {
            char c0 = lower(host.charAt(last));
            char c1 = lower(host.charAt(last - 1));
            char c2 = lower(host.charAt(last - 2));
            char c3 = lower(host.charAt(last - 3));
            all |= c0 | c1 | c2 | c3;
            if (records[place++] != (c0 | c1 << 8 | c2 << 16 | c3 << 24)) {
                return false;
            }
        }
        for (int shift = 0; last >= start; shift += Byte.SIZE) {
            char c = lower(host.charAt(last--));
            all |= c;
            if (((records[place] >>> shift) & 0xff) != (c & 0xff)) {
                return false;
            }
        }
        return all <= LAST_ASCII;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    private static long hash(String name) {
        long hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = with(hash, name.charAt(i));
        }
        return spread(hash);
    }

    /// The rotation lets high bits of the hash change the low ones; without it, names could be made
    /// whose hashes agree for every multiplier.
    private static long with(long hash, char c) {
        return (Long.rotateLeft(hash, 23) ^ c) * MULTIPLIER;
    }

    private static long spread(long hash) {
        return (hash ^ (hash >>> 29)) * MULTIPLIER;
    }

    private int bucket(long hash) {
        return (int) (hash >>> 32) & (marks.length - 1);
    }

    /// One of eight bits, by a part of the hash that does not choose the bucket.
    private static int mark(long hash) {
        return 1 << (hash >>> 29 & 7);
    }

    /// The memory of the table's arrays in bytes, the port maps apart.
    public long bytes() {
        return 4L * records.length + 4L * starts.length + marks.length;
    }
}
