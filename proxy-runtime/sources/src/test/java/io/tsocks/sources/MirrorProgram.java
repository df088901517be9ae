package io.tsocks.sources;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Follows etcd until it is killed, in a network namespace of the test, and prints what it is told.
final class MirrorProgram implements MirrorListener {

    private MirrorProgram() {}

    /// Follows.
    ///
    /// @param arguments the address, the folder, and how many seconds a watch lasts
    public static void main(String[] arguments) throws Exception {
        SourceAddress address = SourceAddress.parse(arguments[0]);
        Duration watch = Duration.ofSeconds(Long.parseLong(arguments[2]));
        try (Mirror mirror =
                Mirror.open(
                        address,
                        new EtcdSource(address, watch),
                        Path.of(arguments[1]),
                        new MirrorProgram())) {
            System.out.println("follows into " + mirror.file());
            new CountDownLatch(1).await();
        }
    }

    @Override
    public void changed(SourceAddress address, String version) {
        System.out.println("changed to " + version);
    }

    @Override
    public void lost(SourceAddress address, String why) {
        System.out.println("lost: " + why);
    }

    @Override
    public void found(SourceAddress address) {
        System.out.println("found");
    }
}
