package io.tsocks.engine;

import static io.tsocks.engine.ChainedPolicies.THREE;
import static io.tsocks.engine.ChainedPolicies.circles;
import static io.tsocks.engine.ChainedPolicies.compile;
import static io.tsocks.engine.ChainedPolicies.sound;
import static io.tsocks.engine.ChainedPolicies.ways;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ways to servers that have names.
class ChainNamesTest {

    private static final Resolver RESOLVER =
            host ->
                    switch (host) {
                        case "in.example" -> List.of(InetAddress.ofLiteral("10.1.0.9"));
                        case "out.example" -> List.of(InetAddress.ofLiteral("10.2.0.9"));
                        case "both.example" ->
                                List.of(
                                        InetAddress.ofLiteral("10.9.0.9"),
                                        InetAddress.ofLiteral("10.1.0.9"));
                        default -> throw new UnknownHostException(host);
                    };

    @Test
    void aServerIsAskedForByNameIfALineListsItsName() {
        Policy policy =
                sound(
                        """
                        path {
                            reaches = .example
                            server = socks4a://127.0.0.1
                        }
                        path {
                            reaches = 10.2.0.0/16
                            server = socks5://127.0.0.2
                        }
                        server = socks5://nowhere.example
                        chain = yes
                        """);
        String way = "socks5://nowhere.example:1080 via socks4a://127.0.0.1:1080 (path at line 1)";
        assertThat(ways(policy)).contains(way);
        assertThat(ways(policy.withServerAddresses(RESOLVER))).contains(way);
    }

    /// As of destinations, lines about names are asked before those about addresses.
    @Test
    void theNameOfAServerCountsBeforeItsAddress() {
        String path = "path {,reaches = in.example,server = http://127.0.0.1,},chain = yes,";
        Policy policy = sound("local = 10.1.0.0/16," + path + "server = http://in.example");
        String way = "http://in.example:80 via http://127.0.0.1:80 (path at line 2)";
        assertThat(ways(policy)).contains(way);
        Policy known = policy.withServerAddresses(RESOLVER);
        assertThat(ways(known)).contains(way);
        assertThat(known.serverAddresses()).isEmpty();
        assertThat(ways(policy.withAddressesOf(policy.servers().toList().getLast(), RESOLVER)))
                .contains(way);
    }

    @Test
    void aPathThatListsTheNameOfItsServerIsACircleUnlessTheNameIsLocal() {
        String path = "path {,reaches = .example,server = http://in.example,},chain = yes";
        assertThat(circles(path + ",fallback = yes"))
                .containsExactly("http://in.example:80 through http://in.example:80");
        assertThat(ways(sound("local = in.example," + path)))
                .containsExactly("http://in.example:80 directly (local at line 1)");
    }

    @Test
    void aLocalNameIsReachedDirectly() {
        assertThat(
                        ways(
                                sound(
                                        """
                                        local = .example
                                        path {
                                            reaches = *
                                            server = socks5://127.0.0.1
                                        }
                                        server = socks5://out.example
                                        chain = yes
                                        """)))
                .contains("socks5://out.example:1080 directly (local at line 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    in.example      | directly
                    out.example     | via socks5://10.1.0.1:1080 (path at line 2)
                    both.example    | directly
                    localhost       | directly
                    nowhere.example | SERVER_UNKNOWN has a name without an address
                    in.onion        | SERVER_UNKNOWN has a name that must not be resolved here (RFC 7686)
                    """)
    void theAddressOfANameCountsIfNoLineListsIt(String host, String way) {
        String line = "server = socks5://" + host + "\nchain = yes\n";
        Policy policy = compile(THREE + line).policy();
        String server = "socks5://" + host + ":1080 ";
        assertThat(ways(policy)).contains(server + "directly");
        assertThat(ways(policy.withServerAddresses(RESOLVER))).contains(server + way);
    }
}
