package io.tsocks.engine;

import java.util.Arrays;

/// What the owners of a policy claim in one address family, as arrays that grow: which ports of an
/// interval of addresses, where the addresses are kept by the family's own class. Of the owners who
/// claim the same address and port, the one of the smallest number has it.
final class Claims {

    private int size;
    private int[] owners = new int[16];
    private char[] firstPorts = new char[16];
    private char[] lastPorts = new char[16];

    int add(int owner, int firstPort, int lastPort) {
        if (size == owners.length) {
            owners = Arrays.copyOf(owners, size * 2);
            firstPorts = Arrays.copyOf(firstPorts, size * 2);
            lastPorts = Arrays.copyOf(lastPorts, size * 2);
        }
        owners[size] = owner;
        firstPorts[size] = (char) firstPort;
        lastPorts[size] = (char) lastPort;
        return size++;
    }

    int size() {
        return size;
    }

    int owner(int claim) {
        return owners[claim];
    }

    int firstPort(int claim) {
        return firstPorts[claim];
    }

    int lastPort(int claim) {
        return lastPorts[claim];
    }

    /// Whether every port is claimed, and the question without a port.
    boolean hasAllPorts(int claim) {
        return firstPorts[claim] == 0;
    }
}
