package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.engine.PasswordSource;
import io.tsocks.net.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordFilesTest {

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "tulip, tulip",
        "'tulip\n', tulip",
        "'tulip\r\n', tulip",
        "' pa ss=#\n', ' pa ss=#'",
        "zoë, zoë",
        "'\ufefftulip\n', tulip",
    })
    void theLastLineBreakDoesNotCount(String contents, String password) throws Exception {
        secret(contents);
        assertThat(policyPassword()).isEqualTo(new PasswordSource.Given(Secret.of(password)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'it is empty; write the password into it'",
        "'\n', 'it is empty; write the password into it'",
        "'tulip\n\n', 'it has more than one line; it is one password on one line'",
        "'joe\ntulip\n', 'it has more than one line; it is one password on one line'",
    })
    void whatIsNoPasswordIsSaidWithoutIt(String contents, String why) throws Exception {
        Path file = secret(contents);
        assertThatThrownBy(this::policyPassword)
                .isInstanceOf(IOException.class)
                .hasMessage("the password file " + file + ": " + why);
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        Path file = secret("");
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", file.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(this::policyPassword)
                .hasMessage("the password file " + file + ": it is no regular file");
    }

    @Test
    void aFileThatOthersReadIsNotUsed() throws Exception {
        Path file = secret("tulip\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::policyPassword)
                .hasMessage(
                        "the password file "
                                + file
                                + ": other users can read it; take the permission away: chmod 600 "
                                + file);
    }

    @Test
    void aMissingFileIsSaid() {
        assertThatThrownBy(this::policyPassword)
                .hasMessageStartingWith("the password file " + directory.resolve("secret") + ": ");
    }

    @Test
    void anotherFileIsNotTakenForAPassword() throws Exception {
        secret("x".repeat(4097));
        assertThatThrownBy(this::policyPassword).hasMessageEndingWith("it is not a password");
    }

    @Test
    void aFileThatIsNotTextIsSaid() throws Exception {
        Path file = secret("");
        Files.write(file, new byte[] {(byte) 0xff, 'x'});
        assertThatThrownBy(this::policyPassword).hasMessageEndingWith("it is not UTF-8");
    }

    private Path secret(String contents) throws IOException {
        Path file = directory.resolve("secret");
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, contents.getBytes(StandardCharsets.UTF_8));
    }

    private PasswordSource policyPassword() throws IOException {
        Path conf =
                Files.writeString(
                        directory.resolve("tsocks.conf"),
                        "server = socks5://joe@127.0.0.1\npassword_file = secret\n");
        return Objects.requireNonNull(
                Tsocks.policy(conf).servers().findFirst().orElseThrow().password());
    }
}
