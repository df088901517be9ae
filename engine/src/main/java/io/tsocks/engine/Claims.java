package io.tsocks.engine;

import java.util.Arrays;

/// The claims of a policy's owners in one address family, as arrays that grow. A claim is for some
/// ports of an interval of addresses; the family's own class keeps the addresses. If several owners
/// claim the same address and port, the one with the smallest number has it.
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

    /// Whether a claim is for every port, and for the question without a port.
    boolean hasAllPorts(int claim) {
        return firstPorts[claim] == 0;
    }
}
