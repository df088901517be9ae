package io.tsocks.testing;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// Seeds for property tests. Every run uses the same ones, so a failure can be reproduced. The
/// system property `tsocks.seed` adds another one.
public final class Seeds {

    private Seeds() {}

    /// The first `count` seeds, and the one of `tsocks.seed` if it is set.
    public static LongStream first(int count) {
        LongStream own =
                Long.getLong("tsocks.seed") == null
                        ? LongStream.empty()
                        : LongStream.of(Long.getLong("tsocks.seed"));
        return LongStream.concat(LongStream.range(0, count), own);
    }

    /// The generator with a seed. A test names the seed in its failure message.
    public static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }
}
