package io.tsocks.client.health;

import io.tsocks.net.Selection;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// [Selection#HASH], by rendezvous: each pair of a member and a destination has a score, and the
/// members stand in the order of theirs. Who comes or goes changes no other score, and neither does
/// a weight: a member is first for its share of all destinations ("weighted rendezvous").
record HashOrder<S>(List<Member<S>> members, Function<S, String> name) implements Order<S> {

    /// A `double` has 53 bits of precision.
    private static final int UNUSED_BITS = 11;

    @Override
    public List<Member<S>> rank(String destination, long now) {
        return members.stream()
                .sorted(
                        Comparator.comparingDouble(
                                        (Member<S> member) -> weighted(member, destination))
                                .reversed())
                .toList();
    }

    private double weighted(Member<S> member, String destination) {
        return weighted(score(name.apply(member.server()), destination), member.weight());
    }

    /// A score as a number that grows with it, and of which the largest of several is the one of
    /// weight w in w of all cases. [StrictMath] gives the same bits everywhere.
    static double weighted(long score, int weight) {
        double unit = ((score ^ Long.MIN_VALUE) >>> UNUSED_BITS) + 0.5;
        return -weight / StrictMath.log(unit * Math.scalb(1.0, UNUSED_BITS - Long.SIZE));
    }

    /// The same in every run and on every machine: programs that share a group share its choices.
    static long score(String member, String destination) {
        return mixed(fnv1a(member + "\0" + destination));
    }

    /// Fowler, Noll and Vo, 64 bits.
    private static long fnv1a(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /// Spreads the last bytes over all bits (the finish of SplitMix64): texts that differ at their
    /// ends only would get scores in the same order otherwise.
    private static long mixed(long hash) {
        long once = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }
}
