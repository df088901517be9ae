package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The table of handshakes: every message of the protocol, every way to end.
final class Exchanges {

    static final SocksAddress IP4 = SocksAddress.of("10.1.2.3", 80);
    static final SocksAddress IP6 = SocksAddress.of("2001:db8::1", 443);
    static final SocksAddress NAME = SocksAddress.of("a.test", 80);

    static final String NAME_80 = "03 06 612e74657374 0050";
    static final String GRANTED = "050000 01 7f000001 1234";
    static final Authentication NONE = new Authentication.None();

    private Exchanges() {}

    static Stream<Exchange> all() {
        return Stream.of(socks4(), requests5(), replies5(), MethodExchanges.all()).flatMap(s -> s);
    }

    private static Stream<Exchange> socks4() {
        return Stream.of(
                four("4: connect", SocksRequest.connect(IP4))
                        .client("04 01 0050 0a010203 6d6500")
                        .server("005a 0000 00000000")
                        .ends("established 0.0.0.0:0"),
                four("4a: connect to a name", SocksRequest.connect(NAME))
                        .client("04 01 0050 00000001 6d6500 612e7465737400")
                        .server("005a 0050 7f000001")
                        .ends("established 127.0.0.1:80"),
                four("4a: an IPv6 address goes as a name", SocksRequest.connect(IP6))
                        .client("04 01 01bb 00000001 6d6500" + " 323030313a6462383a3a3100")
                        .server("005a 0000 00000000")
                        .ends("established 0.0.0.0:0"),
                four("4a: 0.0.0.7 is not taken for its mark", connect("0.0.0.7"))
                        .client("04 01 0050 00000001 6d6500 302e302e302e3700")
                        .server("005b")
                        .ends(refused("0x5b (rejected or failed)")),
                four("4: bind", SocksRequest.bind(IP4))
                        .client("04 02 0050 0a010203 6d6500")
                        .server("005a 1234 7f000001")
                        .server("005a 5678 0a010203")
                        .ends("listening 127.0.0.1:4660, established 10.1.2.3:22136"),
                four("4: a reply that repeats the version", SocksRequest.connect(IP4))
                        .client("04 01 0050 0a010203 6d6500")
                        .server("045a 0000 00000000")
                        .ends("established 0.0.0.0:0"),
                four("4: an unknown code is a failure", SocksRequest.connect(IP4))
                        .client("04 01 0050 0a010203 6d6500")
                        .server("0000")
                        .ends(refused("0x00 (unknown reply code)")),
                four("4: a SOCKS 5 server", SocksRequest.connect(IP4))
                        .client("04 01 0050 0a010203 6d6500")
                        .server("05ff")
                        .ends(
                                "failed REPLY ECONNREFUSED: the server does not speak SOCKS 4: its"
                                        + " reply starts with byte 5, not 0"),
                four("4: no UDP", SocksRequest.udpAssociate())
                        .ends("failed REPLY ECONNREFUSED: SOCKS 4 has no UDP_ASSOCIATE"),
                Exchange.of(
                                "4: a zero in the user id",
                                () -> SocksHandshake.socks4(SocksRequest.connect(IP4), "me\0you"))
                        .ends("failed REPLY ECONNREFUSED: the user id has a zero byte in it"),
                Exchange.of(
                                "4: early data",
                                () ->
                                        SocksHandshake.socks4(
                                                SocksRequest.connect(IP4), "", ascii("hi")))
                        .client("04 01 0050 0a010203 00 6869")
                        .server("005a 0000 00000000")
                        .ends("established 0.0.0.0:0"));
    }

    private static Stream<Exchange> requests5() {
        return Stream.of(
                asked("5: connect by IPv4", SocksRequest.connect(IP4))
                        .client("050100 01 0a010203 0050")
                        .server(GRANTED)
                        .ends("established 127.0.0.1:4660"),
                asked("5: connect by IPv6", SocksRequest.connect(IP6))
                        .client("050100 04 20010db8000000000000000000000001 01bb")
                        .server(GRANTED)
                        .ends("established 127.0.0.1:4660"),
                asked("5: connect by name", SocksRequest.connect(NAME))
                        .client("050100" + NAME_80)
                        .server(GRANTED)
                        .ends("established 127.0.0.1:4660"),
                asked("5: bind", SocksRequest.bind(IP4))
                        .client("050200 01 0a010203 0050")
                        .server(GRANTED)
                        .server("050000 04 20010db8000000000000000000000001 01bb")
                        .ends("listening 127.0.0.1:4660," + " established [2001:db8::1]:443"),
                asked("5: bind, and nobody comes", SocksRequest.bind(IP4))
                        .client("050200 01 0a010203 0050")
                        .server(GRANTED)
                        .server("0506")
                        .ends(
                                "listening 127.0.0.1:4660, failed PEER ETIMEDOUT: the server"
                                        + " answered 0x06 (timed out)"),
                asked("5: UDP", SocksRequest.udpAssociate())
                        .client("050300 01 00000000 0000")
                        .server(GRANTED)
                        .ends("established 127.0.0.1:4660"),
                asked("Tor: resolve", SocksRequest.resolve("a.test"))
                        .client("05f000 03 06 612e74657374 0000")
                        .server("050000 01 0a010203 0000")
                        .ends("established 10.1.2.3:0"),
                asked("Tor: resolve a pointer", SocksRequest.resolvePointer(ip(IP4)))
                        .client("05f100 01 0a010203 0000")
                        .server("050000 " + NAME_80)
                        .ends("established a.test:80"));
    }

    private static Stream<Exchange> replies5() {
        return Stream.of(
                answered("a name", "050000 " + NAME_80).ends("established a.test:80"),
                answered("an empty name", "050000 03 00 0050").ends("established 0.0.0.0:80"),
                answered("IPv6", "050000 04 20010db8000000000000000000000001 01bb")
                        .ends("established [2001:db8::1]:443"),
                answered("v4-mapped IPv6", "050000 04 00000000000000000000ffff0a010203 0050")
                        .ends("established 10.1.2.3:80"),
                answered("general failure", "0501").ends(refused("0x01 (general failure)")),
                answered("net unreachable", "0503")
                        .ends(failed("ENETUNREACH", "0x03 (network unreachable)")),
                answered("host unreachable", "0504")
                        .ends(failed("EHOSTUNREACH", "0x04 (host unreachable)")),
                answered("address type", "0508")
                        .ends(failed("EHOSTUNREACH", "0x08 (address type not supported)")),
                answered("Tor's time-out", "05f7")
                        .ends(failed("ETIMEDOUT", "0xf7 (onion service introduction timed out)")),
                answered("not an onion", "05f6")
                        .ends(failed("EADDRNOTAVAIL", "0xf6 (not an onion address)")),
                answered("unknown code", "0509").ends(refused("0x09 (unknown reply code)")),
                answered("unknown address type", "050000 7f 00")
                        .ends(
                                "failed REPLY ECONNREFUSED: the server does not speak SOCKS 5: its"
                                        + " reply has an address of unknown type 127"),
                answered("wrong version", "0400")
                        .ends(
                                "failed REPLY ECONNREFUSED: the server does not speak SOCKS 5: its"
                                        + " reply starts with byte 4, not 5"));
    }

    private static Exchange four(String name, SocksRequest request) {
        return Exchange.of(name, () -> SocksHandshake.socks4(request, "me"));
    }

    private static Exchange asked(String name, SocksRequest request) {
        return Exchange.of(
                        name,
                        () -> SocksHandshake.socks5(request, List.of(NONE), Strategy.SEQUENTIAL))
                .client("050100")
                .server("0500");
    }

    private static Exchange answered(String what, String reply) {
        return asked("5: reply with " + what, SocksRequest.connect(IP6))
                .client("050100 04 20010db8000000000000000000000001 01bb")
                .server(reply);
    }

    static Exchange offering(String name, Strategy strategy, Authentication... methods) {
        return Exchange.of(
                name,
                () ->
                        SocksHandshake.socks5(
                                SocksRequest.connect(NAME), List.of(methods), strategy));
    }

    private static SocksRequest connect(String host) {
        return SocksRequest.connect(SocksAddress.of(host, 80));
    }

    private static java.net.InetAddress ip(SocksAddress address) {
        return ((SocksAddress.Ip) address).address();
    }

    static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String refused(String reply) {
        return failed("ECONNREFUSED", reply);
    }

    private static String failed(String errno, String reply) {
        return "failed REPLY " + errno + ": the server answered " + reply;
    }
}
