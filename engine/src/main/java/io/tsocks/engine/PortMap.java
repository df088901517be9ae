package io.tsocks.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Who owns each port: pieces from port 0, which is a question without a port, to 65535, with no
/// gaps, and neighbouring pieces of different owners. Immutable.
public final class PortMap {

    private final char[] starts;
    private final int[] owners;

    private PortMap(char[] starts, int[] owners) {
        this.starts = starts;
        this.owners = owners;
    }

    /// All ports with one owner.
    static PortMap of(int owner) {
        return new PortMap(new char[] {0}, new int[] {owner});
    }

    /// Pieces by their first ports, the first of which is 0. Joins neighbours of one owner.
    static PortMap of(char[] starts, int[] owners, int size) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || owners[kept - 1] != owners[i]) {
                starts[kept] = starts[i];
                owners[kept++] = owners[i];
            }
        }
        return new PortMap(Arrays.copyOf(starts, kept), Arrays.copyOf(owners, kept));
    }

    /// The number of pieces, at least 1.
    public int size() {
        return starts.length;
    }

    /// The first port of a piece.
    public int first(int piece) {
        return starts[piece];
    }

    /// The last port of a piece.
    public int last(int piece) {
        return piece + 1 < starts.length ? starts[piece + 1] - 1 : 65535;
    }

    /// The owner of a piece.
    public int owner(int piece) {
        return owners[piece];
    }

    /// The owners of all pieces, in the order of the ports; one may come several times.
    public IntStream owners() {
        return Arrays.stream(owners);
    }

    /// The owner of a port.
    ///
    /// @param port 0 to 65535; 0 is a question without a port
    public int ownerOf(int port) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= port) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return owners[low];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortMap map
                && Arrays.equals(starts, map.starts)
                && Arrays.equals(owners, map.owners);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(starts) + Arrays.hashCode(owners);
    }
}
