package io.tsocks.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.Tsocks;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Etcd;
import io.tsocks.testing.Identity;
import io.tsocks.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresProgram("etcd")
class EtcdMirrorIT {

    private static final String KEY = "tsocks/office";
    private static final String OLD = "local = 10.0.0.0/255.0.0.0\n";
    private static final String NEW = "local = 192.168.0.0/255.255.0.0\n";
    private static final String BAD = "local = 192.168.0.0/255.255.0\n";

    @TempDir private Path folder;
    private final Recorder told = new Recorder();

    @Test
    void theFileFollowsTheKey() throws Exception {
        try (Etcd etcd = Etcd.start()) {
            etcd.put(KEY, OLD);
            try (Mirror mirror = open(etcd)) {
                assertThat(mirror.file()).hasContent(OLD);
                assertThat(Tsocks.load(mirror.file()).engine()).isNotNull();
                told.await("changed");
                etcd.put("tsocks/office2", NEW);
                etcd.put(KEY, NEW);
                told.await("changed");
                assertThat(mirror.file()).hasContent(NEW);
                assertThat(mirror.state()).isInstanceOf(MirrorState.Current.class);
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(mirror.file())))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aPolicyWithErrorsNeverReachesTheFileAndTheNodeReportsIt() throws Exception {
        try (Etcd etcd = Etcd.start()) {
            etcd.put(KEY, OLD);
            try (Mirror mirror = open(etcd)) {
                long version = etcd.put(KEY, BAD);
                assertThat(told.await("rejected")).contains("line 1", "TS115");
                assertThat(mirror.file()).hasContent(OLD);
                assertThat(mirror.state())
                        .isInstanceOfSatisfying(
                                MirrorState.Rejected.class,
                                state ->
                                        assertThat(state.version())
                                                .isEqualTo(Long.toString(version)));
                etcd.put(KEY, NEW);
                told.await("changed");
                assertThat(mirror.file()).hasContent(NEW);
                etcd.put(KEY, BAD);
                told.await("rejected");
            }
            assertThat(etcd.get(KEY + "/nodes/here"))
                    .contains("\"node\":\"here\"", "\"version\":\"", "\"since\":\"");
        }
    }

    @Test
    void aRestartedAndCompactedEtcdIsFollowedOn() throws Exception {
        try (Etcd etcd = Etcd.start()) {
            etcd.put(KEY, OLD);
            try (Mirror mirror = open(etcd)) {
                told.await("changed");
                etcd.kill();
                told.await("lost");
                assertThat(mirror.state()).isInstanceOf(MirrorState.Kept.class);
                assertThat(mirror.file()).hasContent(OLD);
                etcd.restart();
                told.await("found");
                etcd.put(KEY, BAD);
                etcd.compact(etcd.put(KEY, NEW));
                told.await("changed");
                assertThat(mirror.file()).hasContent(NEW);
            }
        }
    }

    @Test
    void aStoppedEtcdIsNoticedAndTheCopySurvivesARestart() throws Exception {
        try (Etcd etcd = Etcd.start()) {
            etcd.put(KEY, OLD);
            open(etcd).close();
            etcd.signal("STOP");
            try (Mirror mirror = open(etcd)) {
                assertThat(told.await("lost")).contains("no answer within 5 seconds");
                assertThat(mirror.file()).hasContent(OLD);
                etcd.signal("CONT");
                told.await("found");
                etcd.put(KEY, NEW);
                told.await("changed");
            }
        }
    }

    @Test
    void withoutAnswerAndWithoutCopyThereIsNoPolicy() {
        assertThatThrownBy(
                        () ->
                                Mirror.open(
                                        SourceAddress.parse("etcd://127.0.0.1:1/k"), folder, told))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("etcd://127.0.0.1:1/k")
                .hasMessageContaining("no copy from before");
    }

    @Test
    void etcdInsideTlsAsksForALoginAndOtherAuthoritiesAreRefused() throws Exception {
        Authority authority = Authority.create("fleet");
        try (Etcd etcd = Etcd.startWithTls(authority, authority.issue("127.0.0.1"))) {
            etcd.put(KEY, OLD);
            String settings =
                    "?password_file=" + secret(Etcd.PASSWORD) + "&ca=" + pem("ca", authority);
            String place = "@127.0.0.1:" + etcd.port() + "/" + KEY;
            try (Mirror mirror =
                    Mirror.open(
                            SourceAddress.parse("etcd+tls://root" + place + settings),
                            folder,
                            told)) {
                assertThat(mirror.file()).hasContent(OLD);
                told.await("changed");
                etcd.put(KEY, NEW);
                told.await("changed");
            }
            assertRefused(
                    "etcd+tls://root"
                            + place
                            + "?password_file="
                            + secret("wrong")
                            + "&ca="
                            + pem("ca", authority),
                    "login of root");
            assertRefused(
                    "etcd+tls://root"
                            + place
                            + "?password_file="
                            + secret(Etcd.PASSWORD)
                            + "&ca="
                            + pem("other", Authority.create("other")),
                    "certification path");
        }
    }

    private void assertRefused(String uri, String why) {
        Path empty = folder.resolve("empty");
        assertThatThrownBy(() -> Mirror.open(SourceAddress.parse(uri), empty, told))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(Etcd.PASSWORD)
                .hasMessageNotContaining("wrong");
    }

    private Path secret(String value) throws IOException {
        Path file = Files.createTempFile(folder, "secret", "");
        return Files.writeString(file, value + "\n");
    }

    private Path pem(String name, Authority authority) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".pem"), Identity.pem(List.of(authority.certificate())));
    }

    private Mirror open(Etcd etcd) throws IOException, InterruptedException {
        return Mirror.open(
                SourceAddress.parse("etcd://127.0.0.1:" + etcd.port() + "/" + KEY + "?node=here"),
                folder.resolve("kept"),
                told);
    }
}
