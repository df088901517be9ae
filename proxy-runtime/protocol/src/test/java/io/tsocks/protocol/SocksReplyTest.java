package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.SocksVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocksReplyTest {

    private static final SocksAddress IP4 = SocksAddress.of("10.0.0.1", 80);

    @Test
    void theDocumentedTableIsWhatTheCodeSays() throws Exception {
        Path source = Path.of("src/main/java/io/tsocks/protocol/SocksReply.java");
        List<String[]> rows =
                Files.readAllLines(source).stream()
                        .filter(line -> line.matches("/// \\| [45] \\|.* E[A-Z]+.*"))
                        .map(line -> line.substring(4).split("\\|", -1))
                        .toList();
        assertThat(rows).hasSizeGreaterThan(10);
        for (String[] row : rows) {
            SocksVersion version =
                    row[1].strip().equals("4") ? SocksVersion.SOCKS4 : SocksVersion.SOCKS5;
            Errno documented = Errno.valueOf(row[4].strip().split(";", -1)[0]);
            Arrays.stream(row[2].strip().split(" ", -1))
                    .map(code -> new SocksReply(version, Integer.parseInt(code, 16)))
                    .forEach(
                            reply ->
                                    assertThat(reply.errno(IP4))
                                            .as(reply.toString())
                                            .isEqualTo(documented));
        }
    }

    @Test
    void everyCodeButOneIsAFailureWithAMeaning() {
        for (SocksVersion version : SocksVersion.values()) {
            int granted = version == SocksVersion.SOCKS5 ? 0 : 0x5a;
            for (int code = 0; code < 256; code++) {
                SocksReply reply = new SocksReply(version, code);
                assertThat(reply.isSuccess()).as(reply.toString()).isEqualTo(code == granted);
                assertThat(reply.meaning()).isNotBlank();
            }
        }
    }

    @Test
    void anIp6AddressThatTheServerCannotTakeLetsClientsGoOn() {
        SocksReply reply = new SocksReply(SocksVersion.SOCKS5, 8);
        assertThat(reply.errno(SocksAddress.of("2001:db8::1", 80))).isEqualTo(Errno.EHOSTUNREACH);
        assertThat(reply.errno(IP4)).isEqualTo(Errno.ECONNREFUSED);
    }
}
