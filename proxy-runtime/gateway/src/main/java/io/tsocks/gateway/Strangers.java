package io.tsocks.gateway;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;

/// The clients of a bridge that have not shown yet that they belong to this program. If there are
/// too many, the one that has been here longest is displaced, not the newest. A client of this
/// program shows within milliseconds who it is, so a program that fills the places cannot lock it
/// out.
final class Strangers {

    static final int MOST = 256;

    private final int most;

    private final ReentrantLock lock = new ReentrantLock();

    /// In the order of arrival; guarded by the lock.
    private final SequencedSet<Stranger> here = new LinkedHashSet<>();

    Strangers() {
        this(MOST);
    }

    /// @param most how many may be here at a time
    Strangers(int most) {
        this.most = most;
    }

    void enter(Stranger stranger) {
        lock.lock();
        try {
            here.add(stranger);
            if (here.size() > most) {
                here.removeFirst().displace(most);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Removes a client that has shown who it is, or has gone.
    ///
    /// @return false if it was displaced before
    boolean leave(Stranger stranger) {
        lock.lock();
        try {
            return here.remove(stranger);
        } finally {
            lock.unlock();
        }
    }
}
