package io.tsocks.engine;

import java.util.Arrays;

/// The claims in force at a place of a sweep, with the smallest owner on top. Claims that have
/// ended stay until they reach the top.
final class OwnerHeap {

    /// There is no second owner.
    static final int NOBODY = Integer.MAX_VALUE;

    /// The upper half of an entry is the owner. The lower half is the distance of the end from the
    /// largest number, so that among entries of one owner, the claim that lasts longest is the
    /// smallest.
    private long[] heap = new long[64];

    private int size;

    /// @param end the place before which the claim ends
    void add(int owner, int end) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        long entry = (long) owner << 32 | (Integer.MAX_VALUE - end);
        int place = size++;
        while (place > 0 && entry < heap[(place - 1) >>> 1]) {
            heap[place] = heap[(place - 1) >>> 1];
            place = (place - 1) >>> 1;
        }
        heap[place] = entry;
    }

    /// The smallest owner whose claim covers the place; at least one claim must cover it.
    int smallestOwner(int place) {
        while (hasEnded(0, place)) {
            remove(0);
        }
        return owner(0);
    }

    /// The owner after the smallest one, or [#NOBODY]. [#smallestOwner] must have been called for
    /// the same place before.
    int secondOwner(int place) {
        while (size > 1) {
            int second = size > 2 && heap[2] < heap[1] ? 2 : 1;
            if (!hasEnded(second, place)) {
                return owner(second);
            }
            remove(second);
        }
        return NOBODY;
    }

    private boolean hasEnded(int at, int place) {
        return Integer.MAX_VALUE - (int) heap[at] <= place;
    }

    private int owner(int at) {
        return (int) (heap[at] >>> 32);
    }

    /// @param at 0 to 2, so that the last entry, which takes its place, is not smaller than the
    ///     entries above
    private void remove(int at) {
        long moved = heap[--size];
        int place = at;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= moved) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = moved;
    }
}
