package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Etcd;
import io.tsocks.testing.RequiresProgram;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Services that take their policy from etcd.
@RequiresProgram("etcd")
@Timeout(180)
class FleetIT {

    private static final String KEY = "tsocks/office";
    private static final String OLD = "local = 10.1.0.0/16\nserver = 10.1.0.1\n";
    private static final String NEW = OLD + "local = 10.2.0.0/16\n";

    @TempDir private Path folder;

    @Test
    void theServiceFollowsTheKeyAndKeepsWhatItHasWhileEtcdIsGone() throws Exception {
        try (Etcd etcd = Etcd.start()) {
            etcd.put(KEY, OLD);
            try (RunningService service = follow(etcd)) {
                assertThat(service.get("/v1/route?to=10.2.0.1").body()).contains("\"via\"");
                etcd.put(KEY, NEW);
                await(service, "\"direct\"");
                etcd.put(KEY, "nonsense = 1\n");
                awaitLog(service, "source-rejected");
                await(service, "\"direct\"");
                etcd.kill();
                awaitLog(service, "source-lost");
            }
            try (RunningService service = follow(etcd)) {
                await(service, "\"direct\"");
                assertThat(service.log()).contains("source-lost");
                etcd.restart();
                etcd.put(KEY, OLD);
                await(service, "\"via\"");
            }
        }
    }

    /// The report is written when the key changes, and twice a minute.
    @Test
    void whatTheGuardRefusesIsReportedToEtcd() throws Exception {
        try (Etcd etcd = Etcd.start()) {
            etcd.put(KEY, OLD);
            try (RunningService service = follow(etcd, "?node=here\nguard-file = yes")) {
                etcd.put(KEY, NEW);
                awaitLog(service, "direct");
                etcd.put(KEY, NEW + "# again\n");
                while (!etcd.get(KEY + "/nodes/here").contains("\"error\":")) {
                    LockSupport.parkNanos(50_000_000);
                }
                assertThat(etcd.get(KEY + "/nodes/here")).contains("direct");
                assertThat(service.get("/v1/route?to=10.2.0.1").body()).contains("\"via\"");
            }
        }
    }

    private RunningService follow(Etcd etcd) throws Exception {
        return follow(etcd, "");
    }

    private RunningService follow(Etcd etcd, String more) throws Exception {
        return RunningService.with(
                folder,
                "[service]\npolicy = etcd://127.0.0.1:" + etcd.port() + "/" + KEY + more + "\n");
    }

    private static void await(RunningService service, String route) throws Exception {
        while (!service.get("/v1/route?to=10.2.0.1").body().contains(route)) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static void awaitLog(RunningService service, String event) {
        while (!service.log().contains(event)) {
            LockSupport.parkNanos(50_000_000);
        }
    }
}
