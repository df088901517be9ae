package io.tsocks.client.health;

import io.tsocks.net.Selection;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// [Selection#HASH], by rendezvous: each pair of a member and a destination has a score, and the
/// members stand in the order of theirs. Who comes or goes changes no other score.
record HashOrder<S>(List<Member<S>> members, Function<S, String> name) implements Order<S> {

    @Override
    public List<Member<S>> rank(String destination, long now) {
        return members.stream()
                .sorted(
                        Comparator.comparingLong(
                                        (Member<S> member) ->
                                                score(name.apply(member.server()), destination))
                                .reversed())
                .toList();
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
