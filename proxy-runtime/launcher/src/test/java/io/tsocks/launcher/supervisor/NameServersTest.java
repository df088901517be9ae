package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.RequiresProgram;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NameServersTest {

    @TempDir private Path folder;

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void onlyTheListedOnesAreNameServers() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("resolv.conf"),
                        """
                        # nameserver 192.0.2.1
                        search example.com
                        nameserver 192.0.2.53
                        nameserver\t2001:db8::53 # second
                        nameserver name.example
                        """);
        NameServers servers = new NameServers(file);
        assertThat(servers.contain(address("192.0.2.53"))).isTrue();
        assertThat(servers.contain(address("2001:db8::53"))).isTrue();
        assertThat(servers.contain(address("192.0.2.1"))).isFalse();
    }

    @Test
    void theLastLineOfSearchDomainsCounts() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("resolv.conf"),
                        "search old.example\ndomain Corp.example.\nsearch a.example b.example .\n");
        NameServers servers = new NameServers(file);
        assertThat(servers.searchDomainOf("www.b.example")).contains("b.example");
        assertThat(servers.searchDomainOf("www.old.example")).isEmpty();
        assertThat(servers.searchDomainOf("www.corp.example")).isEmpty();
        assertThat(servers.searchDomainOf("b.example")).isEmpty();
        assertThat(servers.searchDomainOf("www.xb.example")).isEmpty();
    }

    @Test
    void aChangedFileIsReadAgain() throws Exception {
        Path file = folder.resolve("resolv.conf");
        NameServers servers = new NameServers(file);
        assertThat(servers.contain(address("192.0.2.53"))).isFalse();
        Files.writeString(file, "nameserver 192.0.2.53\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        assertThat(servers.contain(address("192.0.2.53"))).isTrue();
    }

    /// Nobody writes to the pipe, so a read would wait forever.
    @Test
    @Timeout(60)
    @RequiresProgram("mkfifo")
    void aPipeListsNoNameServer() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Path link = Files.createSymbolicLink(folder.resolve("resolv.conf"), pipe);
        assertThat(new NameServers(link).contain(address("192.0.2.53"))).isFalse();
        assertThat(NameServers.trouble(link))
                .hasValue(
                        link + " is not a regular file; it is not read, and lists no name server");
    }

    @Test
    void aFileWithoutMeasureListsNoNameServer() throws Exception {
        Path file = folder.resolve("resolv.conf");
        Files.writeString(file, "nameserver 192.0.2.53\n" + "#".repeat(1 << 20));
        assertThat(new NameServers(file).contain(address("192.0.2.53"))).isFalse();
        assertThat(NameServers.trouble(file).orElseThrow()).contains("larger than 1048576 bytes");
        Files.writeString(file, "nameserver 192.0.2.53\n");
        assertThat(NameServers.trouble(file)).isEmpty();
        assertThat(NameServers.trouble(folder.resolve("absent"))).isEmpty();
    }
}
