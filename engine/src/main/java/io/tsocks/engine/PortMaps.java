package io.tsocks.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/// The distinct port maps of a partition, each with a number. A map in which one owner has all
/// ports has that owner's number; the others have numbers from `owners` upwards.
final class PortMaps {

    private final int owners;
    private final List<PortMap> maps = new ArrayList<>();
    private final Map<PortMap, Integer> numbers = new HashMap<>();

    /// @param owners the number of owners, which are 0 to `owners - 1`
    PortMaps(int owners) {
        this.owners = owners;
    }

    /// The number of a map, the same for equal maps.
    int number(PortMap map) {
        if (map.size() == 1) {
            return map.owner(0);
        }
        return numbers.computeIfAbsent(
                map,
                added -> {
                    maps.add(added);
                    return owners + maps.size() - 1;
                });
    }

    /// The map with a number.
    PortMap get(int number) {
        return number < owners ? PortMap.of(number) : maps.get(number - owners);
    }

    /// The numbers that the same cells have with other owners.
    ///
    /// @param owner maps each owner to the one that replaces it
    /// @param others numbers the maps with the other owners
    int[] renumbered(int[] cells, IntUnaryOperator owner, PortMaps others) {
        int[] numberOfMap =
                maps.stream().mapToInt(map -> others.number(map.withOwners(owner))).toArray();
        int[] renumbered = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            renumbered[i] =
                    cells[i] < owners ? owner.applyAsInt(cells[i]) : numberOfMap[cells[i] - owners];
        }
        return renumbered;
    }

    /// Marks every owner of a destination. Port 0, a question without a port, is not a destination.
    void markOwners(int[] cells, BitSet marks) {
        for (int number : cells) {
            if (number < owners) {
                marks.set(number);
            }
        }
        maps.forEach(map -> map.ownersOfPorts().forEach(marks::set));
    }

    /// One more than the largest number given so far.
    int size() {
        return owners + maps.size();
    }
}
