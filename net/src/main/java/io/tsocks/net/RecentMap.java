package io.tsocks.net;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map of limited size. When it is full, the entry that was put or got least recently makes room.
/// Not thread-safe, as a get also changes it.
public final class RecentMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    /// Makes an empty map.
    ///
    /// @param most how many entries it has at the most, 1 or more
    public RecentMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
