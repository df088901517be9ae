package io.tsocks.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.testing.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RevisionStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Revision.Origin ORIGIN =
            new Revision.Origin("ann", "a \"reason\"\nof two lines", Revision.Source.API);

    @TempDir private Path folder;

    @Test
    void aRevisionIsThereAgainAfterTheStoreIsClosed() throws Exception {
        Revision made;
        try (RevisionStore store = open(10)) {
            assertThat(store.active()).isEmpty();
            made = store.activate(PolicyText.of("fallback = yes\n"), ORIGIN, NOON);
        }
        try (RevisionStore store = open(10)) {
            assertThat(store.active()).contains(made);
            assertThat(store.read(1).orElseThrow().text())
                    .isEqualTo(PolicyText.of("fallback = yes\n"));
            assertThat(made.origin()).isEqualTo(ORIGIN);
            assertThat(made.when()).isEqualTo(NOON);
        }
    }

    @Test
    void theNewestWholeRevisionTakesThePlaceOfADamagedOne() throws Exception {
        try (RevisionStore store = open(10)) {
            store.activate(PolicyText.of("# one\n"), ORIGIN, NOON);
            store.activate(PolicyText.of("# two\n"), ORIGIN, NOON);
            store.activate(PolicyText.of("# three\n"), ORIGIN, NOON);
        }
        Path last = folder.resolve("revisions/00000003.revision");
        Files.writeString(last, "x", StandardOpenOption.APPEND);
        try (RevisionStore store = open(10)) {
            assertThat(store.active().orElseThrow().number()).isEqualTo(2);
            assertThat(store.read(3)).isEmpty();
            Revision next = store.activate(PolicyText.of("# four\n"), ORIGIN, NOON);
            assertThat(next.number()).isEqualTo(3);
            assertThat(store.read(3).orElseThrow().text()).isEqualTo(PolicyText.of("# four\n"));
        }
    }

    @Test
    void aRevisionThatWasStoredButNotMadeActiveIsNotInForce() throws Exception {
        try (RevisionStore store = open(10)) {
            store.activate(PolicyText.of("# one\n"), ORIGIN, NOON);
            store.activate(PolicyText.of("# two\n"), ORIGIN, NOON);
        }
        Files.writeString(folder.resolve("active"), "1\n");
        try (RevisionStore store = open(10)) {
            assertThat(store.active().orElseThrow().number()).isEqualTo(1);
            assertThat(store.activate(PolicyText.of("# three\n"), ORIGIN, NOON).number())
                    .isEqualTo(3);
        }
    }

    @Test
    void oldRevisionsAreDeletedAndTheirNumbersAreNotGivenAgain() throws Exception {
        try (RevisionStore store = open(2)) {
            for (int i = 1; i <= 5; i++) {
                store.activate(PolicyText.of("# " + i + "\n"), ORIGIN, NOON);
            }
            assertThat(numbers(store)).containsExactly(5L, 4L);
        }
        try (RevisionStore store = open(2)) {
            assertThat(numbers(store)).containsExactly(5L, 4L);
            assertThat(store.activate(PolicyText.of("# 6\n"), ORIGIN, NOON).number()).isEqualTo(6);
        }
    }

    @Test
    void anOldRevisionThatCannotBeDeletedStaysAndTheNewOneIsInForce() throws Exception {
        try (RevisionStore store = open(1)) {
            store.activate(PolicyText.of("# one\n"), ORIGIN, NOON);
            makeUndeletable(folder.resolve("revisions/00000001.revision"));
            store.activate(PolicyText.of("# two\n"), ORIGIN, NOON);
            assertThat(store.active().orElseThrow().number()).isEqualTo(2);
            assertThat(numbers(store)).containsExactly(2L, 1L);
        }
    }

    @Test
    void aRevisionThatCouldNotBeMadeActiveIsNotKept() throws Exception {
        try (RevisionStore store = open(10)) {
            store.activate(PolicyText.of("# one\n"), ORIGIN, NOON);
            makeUndeletable(folder.resolve("active"));
            assertThatThrownBy(() -> store.activate(PolicyText.of("# two\n"), ORIGIN, NOON))
                    .isInstanceOf(NotStoredException.class);
            assertThat(store.active().orElseThrow().number()).isEqualTo(1);
            assertThat(numbers(store)).containsExactly(1L);
            assertThat(folder.resolve("revisions/00000002.revision")).doesNotExist();
        }
    }

    @Test
    @Timeout(60)
    void aPipeIsNoRevision() throws Exception {
        open(10).close();
        Path pipe = folder.resolve("revisions/00000001.revision");
        assertThat(Command.of("mkfifo", pipe.toString()).result().status()).isZero();
        try (RevisionStore store = open(10)) {
            assertThat(store.list()).isEmpty();
        }
    }

    /// A folder that is not empty can be neither deleted nor replaced by a file.
    private static void makeUndeletable(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(Files.createDirectory(file).resolve("inside"));
    }

    private static List<Long> numbers(RevisionStore store) {
        return store.list().stream().map(Revision::number).toList();
    }

    @Test
    void onlyTheOwnerReadsWhatIsStored() throws Exception {
        try (RevisionStore store = open(10)) {
            store.activate(PolicyText.of("# one\n"), ORIGIN, NOON);
            store.note("token", "secret");
        }
        for (String name : List.of("active", "token", "lock", "revisions/00000001.revision")) {
            assertThat(PosixFilePermissions.toString(mode(name))).as(name).isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(mode("revisions"))).isEqualTo("rwx------");
    }

    private Set<PosixFilePermission> mode(String name) throws IOException {
        return Files.getPosixFilePermissions(folder.resolve(name));
    }

    @Test
    void twoProcessesDoNotUseOneFolder() throws Exception {
        try (RevisionStore first = open(10)) {
            assertThatThrownBy(() -> open(10)).hasMessageContaining("in use");
            assertThat(first.active()).isEmpty();
        }
    }

    @Test
    void whatAnInterruptedWriteHasLeftIsDeleted() throws Exception {
        open(10).close();
        Path left = Files.writeString(folder.resolve("active.tmp"), "7");
        open(10).close();
        assertThat(left).doesNotExist();
    }

    private RevisionStore open(int keep) throws IOException {
        return RevisionStore.open(folder, keep);
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() throws Exception {
        DurableFolder durable = DurableFolder.open(folder.resolve("durable"));
        Path taken = Files.createDirectory(durable.path("name"));
        Files.createFile(taken.resolve("inside"));
        assertThatThrownBy(() -> durable.write("name", ByteBuffer.wrap(new byte[] {1})))
                .isInstanceOf(NotStoredException.class)
                .hasMessageStartingWith(folder.resolve("durable") + " cannot be written: ");
        assertThat(durable.names()).containsExactly("name");
    }
}
