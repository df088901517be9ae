package io.tsocks.engine;

import java.util.List;

/// What a tsocks.conf says, as rules in the order in which they are asked: the local networks, the
/// paths from the last declared to the first, and at the end the default server, the fallback or
/// nothing.
///
/// @param locals the networks reached directly, in file order, after the two loopback networks
/// @param paths in file order; the last is asked first
/// @param last what decides where no path does
public record Policy(List<Rule.Local> locals, List<Rule.Path> paths, Rule last) {

    public Policy {
        locals = List.copyOf(locals);
        paths = List.copyOf(paths);
        switch (last) {
            case Rule.DefaultServer _, Rule.Fallback _, Rule.Nothing _ -> {}
            case Rule.Local _, Rule.Path _ ->
                    throw new IllegalArgumentException("cannot stand last: " + last.describe());
        }
    }
}
