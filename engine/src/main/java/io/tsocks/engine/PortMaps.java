package io.tsocks.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The distinct port maps of a partition, each with a number: an owner's own number where it owns
/// all ports, numbers from `owners` upwards for the others.
final class PortMaps {

    private final int owners;
    private final List<PortMap> maps = new ArrayList<>();
    private final Map<PortMap, Integer> numbers = new HashMap<>();

    /// @param owners the number of owners, who are 0 to `owners - 1`
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

    /// The map of a number.
    PortMap get(int number) {
        return number < owners ? PortMap.of(number) : maps.get(number - owners);
    }

    /// One more than the largest number given so far.
    int size() {
        return owners + maps.size();
    }
}
