package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.StreamAddress;
import io.tsocks.linux.Target;

/// Prepares connects through servers: which servers they may try, how they are carried, and whether
/// the program's call waits.
record ServerConnects(Settings settings, Carriages carriages, HastyPrograms hasty, Kernel kernel) {

    /// Who asks for a connect.
    ///
    /// @param tid the calling thread
    /// @param socket a duplicate of the program's socket
    /// @param waits whether the call waits for the outcome in any case
    record Asker(int tid, NativeSocket socket, long cookie, Kind kind, boolean waits) {}

    /// What came of the preparation.
    sealed interface Prepared {

        /// The connect can begin.
        record Ready(PendingConnect connect) implements Prepared {}

        /// It cannot be made.
        ///
        /// @param why in words
        record Refused(int errno, String why) implements Prepared {}

        /// It can be made when descriptors are free again.
        record OutOfDescriptors() implements Prepared {}
    }

    /// Prepares a connect.
    Prepared prepare(Asker asker, Destination to, Routing.Plan.Via plan) {
        NativeSocket socket = asker.socket();
        Settings.NonBlocking wish =
                asker.waits() ? Settings.NonBlocking.HOLD : settings.nonBlocking();
        Carriages.Choice choice = carriages.choose(socket, asker.kind(), plan, wish);
        return choice.ways().isEmpty()
                ? new Prepared.Refused(Errno.ENETUNREACH, whyNot(socket, asker.kind(), plan))
                : prepare(asker, to, plan, choice);
    }

    private Prepared prepare(
            Asker asker, Destination to, Routing.Plan.Via plan, Carriages.Choice choice) {
        ServerTries servers =
                ServerTries.of(
                                settings.groups(),
                                plan.upstream(),
                                choice.ways(),
                                to.target().host())
                        .orElseThrow();
        try {
            return new Prepared.Ready(connect(asker, to, plan, choice, servers));
        } catch (KernelException e) {
            servers.end(Finding.NOTHING);
            return isForNow(e)
                    ? new Prepared.OutOfDescriptors()
                    : carriages
                            .withoutRelay(choice, asker, plan, e)
                            .map(itself -> prepare(asker, to, plan, itself))
                            .orElseGet(() -> unprepared(e));
        }
    }

    private static boolean isForNow(KernelException e) {
        return e.errno() == Errno.EMFILE || e.errno() == Errno.ENFILE;
    }

    /// What has come of the preparation if there is no socket for the relay.
    static Prepared unprepared(KernelException e) {
        return isForNow(e)
                ? new Prepared.OutOfDescriptors()
                : new Prepared.Refused(
                        e.errno(), "the connection cannot be relayed: " + e.getMessage());
    }

    private static String whyNot(NativeSocket socket, Kind kind, Routing.Plan.Via plan) {
        return Reachable.whyNot(socket, kind, plan)
                + Detours.obstacle(socket, kind)
                        .map(obstacle -> "; a relay cannot help, because the socket " + obstacle)
                        .orElse("");
    }

    private PendingConnect connect(
            Asker asker,
            Destination to,
            Routing.Plan.Via plan,
            Carriages.Choice choice,
            ServerTries servers)
            throws KernelException {
        StreamAddress first = servers.current().address();
        Carriage carriage = carriages.open(choice, asker.socket(), asker.kind(), first);
        return PendingConnect.via(
                asker.cookie(),
                asker.socket(),
                caller(asker, choice),
                to,
                new AttemptSeries.Upstream(
                        plan, servers, known -> carriages.reachable(choice, asker, known)),
                carriage,
                settings);
    }

    /// The caller, gated if it can be.
    private ConnectCaller caller(Asker asker, Carriages.Choice choice) {
        if (asker.waits() || settings.nonBlocking() == Settings.NonBlocking.HOLD) {
            return ConnectCaller.waiting(asker.tid());
        }
        if (choice.isRelayed()) {
            return new ConnectCaller(asker.tid(), true, "", System.nanoTime());
        }
        String executable = new Target(kernel, asker.tid()).executable();
        return hasty.contains(executable)
                ? ConnectCaller.waiting(asker.tid())
                : new ConnectCaller(asker.tid(), true, executable, System.nanoTime());
    }
}
