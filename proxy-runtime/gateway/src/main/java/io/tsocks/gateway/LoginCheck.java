package io.tsocks.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks the logins of a listener's users. A password hash is slow on purpose, and programs log in
/// for each connection. So a login that was good is remembered for a while, by a digest with a key
/// of this process, and only a few hashes are computed at a time.
final class LoginCheck {

    private static final Duration MEMORY = Duration.ofMinutes(5);
    private static final int MOST_REMEMBERED = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DIGEST = "HmacSHA256";

    private final Users users;
    private final LongSupplier nanoTime;
    private final SecretKeySpec key;
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final AtomicLong hashes = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    /// When each good login was checked, the oldest first; guarded by the lock.
    private final Map<Digest, Long> good = new LinkedHashMap<>();

    LoginCheck(Users users) {
        this(users, System::nanoTime);
    }

    /// @param nanoTime a clock like [System#nanoTime]
    LoginCheck(Users users, LongSupplier nanoTime) {
        this.users = users;
        this.nanoTime = nanoTime;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, DIGEST);
    }

    /// The digest of a login.
    private static final class Digest {

        private final byte[] bytes;

        Digest(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /// Whether a login is good. False, too, if so many others are being checked that this one has
    /// had no turn in time.
    boolean isGood(String user, String password) {
        Digest digest = digest(user, password);
        if (isRemembered(digest)) {
            return true;
        }
        boolean isGood = verify(user, password);
        if (isGood) {
            remember(digest);
        }
        return isGood;
    }

    /// How many hashes were computed.
    long hashes() {
        return hashes.get();
    }

    private boolean verify(String user, String password) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            long ignored = hashes.incrementAndGet();
            return users.verify(user, password);
        } finally {
            turns.release();
        }
    }

    private boolean isRemembered(Digest digest) {
        lock.lock();
        try {
            Long checked = good.get(digest);
            if (checked == null) {
                return false;
            }
            boolean isRecent = nanoTime.getAsLong() - checked < MEMORY.toNanos();
            if (!isRecent) {
                good.remove(digest);
            }
            return isRecent;
        } finally {
            lock.unlock();
        }
    }

    private void remember(Digest digest) {
        lock.lock();
        try {
            good.remove(digest);
            if (good.size() >= MOST_REMEMBERED) {
                good.remove(good.keySet().iterator().next());
            }
            good.put(digest, nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    private Digest digest(String user, String password) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key);
            byte[] name = user.getBytes(StandardCharsets.UTF_8);
            mac.update(new byte[] {(byte) (name.length >> 8), (byte) name.length});
            mac.update(name);
            return new Digest(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has " + DIGEST, e);
        }
    }
}
