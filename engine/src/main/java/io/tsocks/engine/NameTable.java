package io.tsocks.engine;

import io.tsocks.net.HostName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The lookup structure of a policy's rules for names: a hash table of the names of a [NameMap], in
/// which each suffix of a name is looked up, from the last label to the first. The longest that is
/// there says who decides. Lookups allocate nothing. Immutable.
public final class NameTable {

    /// Unknown to whoever writes a policy, so that no policy fills the table with collisions.
    private static final long MULTIPLIER = new SplittableRandom().nextLong() | 1;

    private final PortMap[] maps;
    private final int owners;
    private final int others;
    private final byte[] text;

    /// Where each name starts in the text; behind them the length of the text.
    private final int[] starts;

    private final int[] exact;
    private final int[] below;

    /// The number of a name, from 1; 0 is free. The length is a power of two.
    private final int[] slots;

    private NameTable(NameMap map) {
        List<HostName> names = map.names();
        this.owners = map.unnamed() + 1;
        this.others = map.othersNumber();
        this.maps = new PortMap[map.maps().size() - owners];
        Arrays.setAll(maps, i -> map.maps().get(owners + i));
        this.starts = new int[names.size() + 1];
        this.exact = new int[names.size()];
        this.below = new int[names.size()];
        for (int i = 0; i < names.size(); i++) {
            starts[i + 1] = starts[i] + names.get(i).text().length();
            exact[i] = map.exactNumber(i);
            below[i] = map.belowNumber(i);
        }
        this.text = new byte[starts[names.size()]];
        this.slots = new int[Integer.highestOneBit(Math.max(1, names.size())) * 4];
        for (int i = 0; i < names.size(); i++) {
            put(i, names.get(i).text());
        }
    }

    /// Makes the table of a map.
    public static NameTable compile(NameMap map) {
        return new NameTable(map);
    }

    private void put(int index, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, text, starts[index], bytes.length);
        long hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = mix(hash, name.charAt(i));
        }
        int slot = slot(hash);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = index + 1;
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
        int number = others;
        long hash = 0;
        for (int start = end - 1; start >= 0; start--) {
            hash = mix(hash, lower(host.charAt(start)));
            if (start == 0 || host.charAt(start - 1) == '.') {
                int found = find(hash, host, start, end);
                if (found >= 0) {
                    number = start == 0 ? exact[found] : below[found];
                }
            }
        }
        return number;
    }

    private int find(long hash, String host, int start, int end) {
        int slot = slot(hash);
        while (slots[slot] != 0) {
            int index = slots[slot] - 1;
            if (isName(index, host, start, end)) {
                return index;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    private boolean isName(int index, String host, int start, int end) {
        int from = starts[index];
        if (starts[index + 1] - from != end - start) {
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

    private static long mix(long hash, char c) {
        return (hash + c) * MULTIPLIER;
    }

    private int slot(long hash) {
        long mixed = (hash ^ hash >>> 29) * MULTIPLIER;
        return (int) (mixed >>> 32) & (slots.length - 1);
    }

    /// The memory of the table's arrays in bytes, the port maps apart.
    public long bytes() {
        return text.length + 4L * (starts.length + exact.length + below.length + slots.length);
    }
}
