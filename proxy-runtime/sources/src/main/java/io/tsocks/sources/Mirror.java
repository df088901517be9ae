package io.tsocks.sources;

import io.tsocks.client.Tsocks;
import io.tsocks.net.FileTrouble;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A file that is kept equal to the last good policy of a source. Programs follow the file: a
/// [io.tsocks.client.PolicyWatch] does so for a Java program.
///
/// A policy with errors never reaches the file, and neither does one whose signature is wrong.
/// While the source cannot be reached, the file stays, through restarts too.
///
/// ```java
/// SourceAddress address = SourceAddress.parse("etcd+tls://etcd.example/tsocks/office");
/// try (Mirror mirror = Mirror.open(address, folder, MirrorListener.SILENT);
///         PolicyWatch watch = Tsocks.watching(mirror.file())) {
///     Tsocks tsocks = watch.client();
/// }
/// ```
public final class Mirror implements Closeable {

    /// How long one question to the source waits for a change; afterwards the node reports.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The longest pause between a change and what follows it. All nodes of a fleet hear of a
    /// change at the same moment; their reports and next questions would hold up those that hear of
    /// it last.
    private static final Duration SPREAD = Duration.ofSeconds(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final SourceAddress address;
    private final PolicySource source;
    private final KeptCopy kept;
    private final MirrorListener listener;
    private final Clock clock;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("tsocks-mirror").unstarted(this::follow);

    /// What the source had last, good or not; empty before its first answer. Used by one thread at
    /// a time: the one that opens the mirror, then the one that follows.
    private Optional<String> known = Optional.empty();

    private NodeReport report;

    /// Why the program that follows the file does not use it. Written by that program.
    private volatile Optional<String> refusal = Optional.empty();

    private volatile MirrorState state;

    private Mirror(
            SourceAddress address,
            PolicySource source,
            KeptCopy kept,
            MirrorListener listener,
            Clock clock) {
        this.address = address;
        this.source = source;
        this.kept = kept;
        this.listener = listener;
        this.clock = clock;
        this.report = new NodeReport(Optional.empty(), clock.instant(), Optional.empty());
        this.state = new MirrorState.Kept(clock.instant(), "the source has not answered yet");
    }

    /// Opens a mirror: asks the source once, and then follows it.
    ///
    /// @param folder where the file is; it is made if it does not exist, for this user alone
    /// @throws IOException if the source gives no good policy, and there is no copy of an earlier
    ///     one; or if the folder or a file that the address names cannot be used
    public static Mirror open(SourceAddress address, Path folder, MirrorListener listener)
            throws IOException, InterruptedException {
        return open(
                address,
                address.kind().isEtcd() ? new EtcdSource(address) : new BundleSource(address),
                folder,
                listener);
    }

    /// Opens a mirror of a source, which it closes.
    static Mirror open(
            SourceAddress address, PolicySource source, Path folder, MirrorListener listener)
            throws IOException, InterruptedException {
        Mirror mirror =
                new Mirror(
                        address, source, KeptCopy.in(folder, address), listener, Clock.systemUTC());
        try {
            mirror.begin();
            return mirror;
        } catch (IOException | InterruptedException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /// The file that mirrors a source in a folder, whether it exists or not.
    public static Path file(SourceAddress address, Path folder) {
        return KeptCopy.path(folder, address);
    }

    private void begin() throws IOException, InterruptedException {
        try {
            Optional<PolicyCopy> first = source.next(Optional.empty(), Duration.ZERO);
            if (first.isPresent()) {
                take(first.get());
            }
        } catch (IOException e) {
            lost(e);
        }
        if (!kept.exists()) {
            throw new IOException(
                    address
                            + ": "
                            + (state instanceof MirrorState.Kept(Instant ignored, String why)
                                    ? why
                                    : report.error().orElse("it has no policy"))
                            + "; and there is no copy from before");
        }
        thread.start();
    }

    /// The source.
    public SourceAddress address() {
        return address;
    }

    /// The file.
    public Path file() {
        return kept.file();
    }

    /// How the file stands to the source.
    public MirrorState state() {
        return state;
    }

    /// Has this node report that the program which follows the file does not use it, or that it
    /// does. The report is written within half a minute.
    ///
    /// @param why empty if it uses what the file has
    public void refused(Optional<String> why) {
        refusal = why;
    }

    /// Stops following. The file stays.
    @Override
    public void close() {
        thread.interrupt();
        source.close();
    }

    private void follow() {
        Duration pause = SHORTEST_PAUSE;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (look()) {
                    pause = SHORTEST_PAUSE;
                } else {
                    Thread.sleep(pause.plusMillis((long) (Math.random() * pause.toMillis())));
                    pause = pause.multipliedBy(2);
                    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /// Waits for a change, takes it, and reports.
    ///
    /// @return whether the source answers
    private boolean look() throws InterruptedException {
        try {
            Optional<PolicyCopy> next = source.next(known, isLost() ? Duration.ZERO : PATIENCE);
            if (next.isPresent()) {
                take(next.get());
                Thread.sleep((long) (Math.random() * SPREAD.toMillis()));
            } else if (isLost()) {
                found();
            }
            source.report(report.withRefusal(refusal));
            return true;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            lost(e);
            return false;
        }
    }

    private void take(PolicyCopy copy) throws IOException {
        known = Optional.of(copy.tag());
        try {
            Tsocks.policy(new String(copy.bytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            reject(copy, String.valueOf(e.getMessage()));
            return;
        }
        boolean isNew = kept.write(copy);
        report = new NodeReport(known, clock.instant(), Optional.empty());
        found();
        if (isNew) {
            listener.changed(address, copy.tag());
        }
    }

    private void reject(PolicyCopy copy, String why) {
        report = new NodeReport(report.version(), report.since(), Optional.of(why));
        state = new MirrorState.Rejected(clock.instant(), copy.tag(), why);
        listener.rejected(address, copy.tag(), why);
    }

    private void found() {
        boolean wasLost = isLost();
        state =
                report.error().isPresent()
                        ? new MirrorState.Rejected(
                                clock.instant(), known.orElse(""), report.error().get())
                        : new MirrorState.Current(report.since(), known.orElse(""));
        if (wasLost) {
            listener.found(address);
        }
    }

    private void lost(IOException e) {
        if (!isLost() || known.isEmpty()) {
            state = new MirrorState.Kept(clock.instant(), FileTrouble.withFile(e));
            listener.lost(address, FileTrouble.withFile(e));
        }
    }

    private boolean isLost() {
        return state instanceof MirrorState.Kept;
    }
}
