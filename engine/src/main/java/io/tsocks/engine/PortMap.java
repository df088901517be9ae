package io.tsocks.engine;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// The owner of each port: pieces without gaps from port 0, which is a question without a port, to
/// 65535. Neighbouring pieces have different owners. Immutable.
public final class PortMap {

    private final char[] starts;
    private final int[] owners;

    private PortMap(char[] starts, int[] owners) {
        this.starts = starts;
        this.owners = owners;
    }

    /// The map in which one owner has all ports.
    static PortMap of(int owner) {
        return new PortMap(new char[] {0}, new int[] {owner});
    }

    /// Builds a map from port 0 upwards. Joins neighbouring pieces of one owner.
    static final class Painter {

        private char[] starts = new char[4];
        private int[] owners = new int[4];
        private int size;

        /// Adds a piece.
        ///
        /// @param first its first port: 0 for the first piece, and greater than the one before for
        ///     each other
        void add(int first, int owner) {
            if (size > 0 && owners[size - 1] == owner) {
                return;
            }
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
                owners = Arrays.copyOf(owners, size * 2);
            }
            starts[size] = (char) first;
            owners[size++] = owner;
        }

        PortMap map() {
            return new PortMap(Arrays.copyOf(starts, size), Arrays.copyOf(owners, size));
        }
    }

    /// The same ports with other owners.
    PortMap withOwners(IntUnaryOperator other) {
        Painter painter = new Painter();
        for (int i = 0; i < starts.length; i++) {
            painter.add(starts[i], other.applyAsInt(owners[i]));
        }
        return painter.map();
    }

    /// The owners of ports other than 0; one may come several times.
    IntStream ownersOfPorts() {
        return IntStream.range(0, size()).filter(piece -> last(piece) > 0).map(this::owner);
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
