package io.tsocks.protocol;

import io.tsocks.net.SocksVersion;
import java.net.Inet6Address;

/// A server's answer to a request, with any code. Codes that no document names are kept as they
/// are, and are failures.
///
/// The meanings of the codes, and the errors that stand for them:
///
/// | version | code | meaning | error |
/// |---|---|---|---|
/// | 5 | 00 | succeeded | |
/// | 5 | 01 | general failure | ECONNREFUSED |
/// | 5 | 02 | not allowed by ruleset | ECONNREFUSED |
/// | 5 | 03 | network unreachable | ENETUNREACH |
/// | 5 | 04 | host unreachable; of a name also: not found | EHOSTUNREACH |
/// | 5 | 05 | connection refused | ECONNREFUSED |
/// | 5 | 06 | TTL expired, which servers use for time-outs | ETIMEDOUT |
/// | 5 | 07 | command not supported | ECONNREFUSED |
/// | 5 | 08 | address type not supported | ECONNREFUSED; EHOSTUNREACH for IPv6 |
/// | 5 | f0 f1 | Tor: onion service not found, descriptor invalid | EHOSTUNREACH |
/// | 5 | f2 f3 f7 | Tor: introduction or rendezvous failed, timed out | ETIMEDOUT |
/// | 5 | f4 f5 | Tor: client authorization missing, wrong | ECONNREFUSED |
/// | 5 | f6 | Tor: not an onion address | EADDRNOTAVAIL |
/// | 4 | 5a | granted | |
/// | 4 | 5b 5c 5d | rejected or failed; no identd; identd disagrees | ECONNREFUSED |
/// | both | others | unknown | ECONNREFUSED |
///
/// After 08 for an IPv6 address, a client tries the next address of the name, as it does after
/// EHOSTUNREACH.
///
/// Sources: RFC 1928 section 6, the SOCKS 4 memo, Tor's socks-extensions.txt. A program does not
/// get EACCES for 02: the kernel uses that for a connect that it forbids itself, and Java turns it
/// into a BindException.
///
/// @param code 0 to 255
public record SocksReply(SocksVersion version, int code) {

    // The codes with which a SOCKS 5 server refuses (RFC 1928, section 6).
    public static final int GENERAL_FAILURE = 1;
    public static final int NOT_ALLOWED = 2;
    public static final int NETWORK_UNREACHABLE = 3;
    public static final int HOST_UNREACHABLE = 4;
    public static final int CONNECTION_REFUSED = 5;
    public static final int TIMED_OUT = 6;
    public static final int COMMAND_NOT_SUPPORTED = 7;
    public static final int ADDRESS_TYPE_NOT_SUPPORTED = 8;

    private static final String UNKNOWN = "unknown reply code";

    public SocksReply {
        if (code < 0 || code > 255) {
            throw new IllegalArgumentException("a reply code must be one byte, not " + code);
        }
    }

    /// Whether the request was granted.
    public boolean isSuccess() {
        return switch (version) {
            case SOCKS4, SOCKS4A -> code == 0x5a;
            case SOCKS5 -> code == 0;
        };
    }

    /// The meaning in a few words, such as `connection refused`.
    public String meaning() {
        return row().meaning();
    }

    /// The error that connect(2) would report for a failure with this code.
    public Errno errno(SocksAddress destination) {
        boolean addressTypeOfIp6 =
                version == SocksVersion.SOCKS5
                        && code == 8
                        && destination instanceof SocksAddress.Ip ip
                        && ip.address() instanceof Inet6Address;
        return addressTypeOfIp6 ? Errno.EHOSTUNREACH : row().errno();
    }

    private Row row() {
        return switch (version) {
            case SOCKS4, SOCKS4A -> row4();
            case SOCKS5 -> code < 0xf0 ? row5() : rowOfTor();
        };
    }

    private Row row4() {
        return switch (code) {
            case 0x5a -> refused("granted");
            case 0x5b -> refused("rejected or failed");
            case 0x5c -> refused("rejected, the server found no identd on this machine");
            case 0x5d -> refused("rejected, identd on this machine names another user");
            default -> unknown();
        };
    }

    private Row row5() {
        return switch (code) {
            case 0 -> refused("succeeded");
            case 1 -> refused("general failure");
            case 2 -> refused("not allowed by the server's rules");
            case 3 -> new Row("network unreachable", Errno.ENETUNREACH);
            case 4 -> new Row("host unreachable", Errno.EHOSTUNREACH);
            case 5 -> refused("connection refused");
            case 6 -> new Row("timed out", Errno.ETIMEDOUT);
            case 7 -> refused("command not supported");
            case 8 -> refused("address type not supported");
            default -> unknown();
        };
    }

    private Row rowOfTor() {
        return switch (code) {
            case 0xf0 -> new Row("onion service not found", Errno.EHOSTUNREACH);
            case 0xf1 -> new Row("onion service descriptor invalid", Errno.EHOSTUNREACH);
            case 0xf2 -> new Row("onion service introduction failed", Errno.ETIMEDOUT);
            case 0xf3 -> new Row("onion service rendezvous failed", Errno.ETIMEDOUT);
            case 0xf4 -> refused("onion service wants client authorization");
            case 0xf5 -> refused("onion service refuses the client authorization");
            case 0xf6 -> new Row("not an onion address", Errno.EADDRNOTAVAIL);
            case 0xf7 -> new Row("onion service introduction timed out", Errno.ETIMEDOUT);
            default -> unknown();
        };
    }

    private static Row refused(String meaning) {
        return new Row(meaning, Errno.ECONNREFUSED);
    }

    private static Row unknown() {
        return refused(UNKNOWN);
    }

    /// Whether the code is one that the protocol, or Tor, gives a meaning.
    public boolean isKnown() {
        return !row().meaning().equals(UNKNOWN);
    }

    /// `0x05 (connection refused)`
    @Override
    public String toString() {
        return String.format("0x%02x (%s)", code, meaning());
    }

    private record Row(String meaning, Errno errno) {}
}
