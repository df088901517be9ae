package io.tsocks.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person is told to write who wrote names as another program has them.
class HostAdviceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reaches = https://example.com:8443/a|write example.com alone",
                "reaches = example.com:443/tcp|write example.com alone; ports are written"
                        + " example.com:443",
                "local = a.example, b.example|put each on a line of its own, as another `local`",
                "local = a.example,b.example|write a line for each of them, and for each port",
                "reaches = a.example:80,443|write a line for each of them, and for each port",
                "local = 10.0.0.0/8,a.example|write a line for each of them, and for each port",
                "reaches = fade:443|hexadecimal digits before a colon start an IPv6 address; if the"
                        + " host fade is meant, write fade.:443, with the final dot of a name",
                "reaches = 1a:80-90|hexadecimal digits before a colon start an IPv6 address; if the"
                        + " host 1a is meant, write 1a.:80-90, with the final dot of a name",
                "reaches = a.example :443|write a.example:443",
                "reaches = .a.example: 80 - 90|write .a.example:80-90",
                "local = 1O.0.0.0/8|write 10, in digits",
                "local = 10.0.0.1a|write a number; a word that starts like this is read as an"
                        + " address, not as a host name",
                "local = 192.168.x.x|write 192.168.0.0/255.255.0.0",
                "local = 192.168.0.X/24|write 192.168.0.0/255.255.255.0",
                "socks_remote_dns = yes|did you mean `remote_dns`?",
                "remote_dn = yes|did you mean `remote_dns`?",
                "tordns_enable = true|remove the line; write `remote_dns = yes` if Tor is to resolve"
                        + " names, as with `tordns_enable = true`",
                "proxy_dns|a line of [ProxyList] becomes `server`, `server_port` and `server_type`;"
                        + " `localnet` becomes `local`; `proxy_dns` becomes `remote_dns = yes`;"
                        + " for a chain, write `chain = yes` and a path that reaches each server"
                        + " through the one before it; `tsocks-validate convert --from proxychains`"
                        + " writes such a file",
                "TorPort 9050|TorAddress and TorPort become `server`, `server_port` and"
                        + " `server_type = 5`; `remote_dns = yes` lets Tor resolve names, as"
                        + " torsocks does; the other settings have no counterpart; `tsocks-validate"
                        + " convert --from torsocks` writes such a file",
                "server_type = 4A|write 5 for SOCKS 5, 4a for SOCKS 4a, or 4 for SOCKS 4"
            })
    void theAdviceIsWhatToWriteHere(String line, String help) {
        assertThat(ConfParser.parseText("t.conf", line + "\n").problems())
                .extracting(Problem::help)
                .containsExactly(help);
    }

    /// What the advice says is right, and what only resembles an address is a name.
    @ParameterizedTest
    @ValueSource(
            strings = {"fade.:443", "1a.:80-90", "web.1a", "1a", "1a.example", "10.0.0.a", "3com"})
    void aNameMayHaveDigits(String pattern) {
        String text = "path {\nreaches = " + pattern + "\nserver = 127.0.0.1\n}\n";
        ConfFile file = ConfParser.parseText("t.conf", text);
        assertThat(file.problems()).isEmpty();
        assertThat(file.statements().get(1)).isInstanceOf(Statement.ReachesHosts.class);
    }

    @ParameterizedTest
    @CsvSource({
        "reaches = https://joe:tulip@example.com/",
        "reaches = joe:tulip@example.com",
        "local = joe:tulip@example.com/24"
    })
    void aLoginInAnAddressIsNotRepeated(String line) {
        assertThat(ConfParser.parseText("t.conf", line + "\n").problems())
                .isNotEmpty()
                .noneMatch(problem -> (problem.message() + problem.help()).contains("tulip"));
    }
}
