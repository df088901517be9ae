package io.tsocks.lint.model;

import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Network;

/// The example path of the sample file that comes with tsocks.
public final class SamplePath {

    private static final Network NETWORK = new Network.Ip4(0x96000000, 0xffff0000);

    private SamplePath() {}

    /// Whether a path is that of the sample.
    public static boolean is(Rule.Path path) {
        return path.upstream().filter(SamplePath::isOf).isPresent()
                && path.reaches().stream().anyMatch(to -> to.network().equals(NETWORK));
    }

    private static boolean isOf(Upstream upstream) {
        return upstream.servers().getFirst().label().equals("10.1.7.25");
    }
}
