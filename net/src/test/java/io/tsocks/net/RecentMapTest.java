package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentMapTest {

    @Test
    void theEntryThatWasUsedLeastRecentlyMakesRoom() {
        RecentMap<String, Integer> map = new RecentMap<>(2);
        map.put("one", 1);
        map.put("two", 2);
        assertThat(map.get("one")).isEqualTo(1);
        map.put("three", 3);
        assertThat(map).containsOnlyKeys("one", "three");
    }
}
