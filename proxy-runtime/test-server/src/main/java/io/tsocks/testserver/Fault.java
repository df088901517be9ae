package io.tsocks.testserver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One way in which the server misbehaves. Several faults act together; of two of the same kind,
/// the first counts. Each names real software that does the same, if there is any.
public sealed interface Fault {

    /// Sends nothing from this phase on, but goes on reading until the client closes.
    record Mute(FaultPhase phase) implements Fault {}

    /// Ends the connection in good order (FIN) when the phase's answer is due. ssh -D does this,
    /// which reports a failed request in no other way.
    record Close(FaultPhase phase) implements Fault {}

    /// Resets the connection (RST) when the phase's answer is due. With [FaultPhase#RELAY], the
    /// reset follows a success reply; plink and ss-local do this when the target refuses.
    record Reset(FaultPhase phase) implements Fault {}

    /// Writes each byte separately; with [Slow], waits before each of them.
    record OneByteAtATime() implements Fault {}

    /// Waits before every answer. Bytes that arrive meanwhile belong to the same flight, which
    /// makes [Session#flights()] exact for clients that write one flight in several pieces.
    ///
    /// @param delay zero or more
    record Slow(Duration delay) implements Fault {
        public Slow {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("a negative delay: " + delay);
            }
        }
    }

    /// Reads once for each message and forgets any other bytes of that read. So a pipelined request
    /// is lost, and a message split over two segments ends the connection. microsocks does this.
    record OneReadPerState() implements Fault {}

    /// Replaces an answer that is still unsent, if the next message has already arrived, by the
    /// answer to that message. So a client that sends greeting, login and request at once never
    /// sees the method reply. Tor does this.
    record LostMethodReply() implements Fault {}

    /// Refuses every request.
    ///
    /// @param code the reply code of SOCKS 5, 0 to 255, known or not; SOCKS 4 answers 0x5b
    record Refuse(int code) implements Fault {
        public Refuse {
            requireByte(code);
        }
    }

    /// Sends only the first bytes of a refusal, then closes. jsocks (3) and npm socksv5 (2) do
    /// this. Granted requests are not affected.
    ///
    /// @param bytes 1 to 9
    record TruncateRefusal(int bytes) implements Fault {
        public TruncateRefusal {
            if (bytes < 1 || bytes > 9) {
                throw new IllegalArgumentException("1 to 9 bytes, not " + bytes);
            }
        }
    }

    /// Uses this address type in refusals of SOCKS 5. Tor sends 0 and simple-socks 127.
    ///
    /// @param type 0 to 255
    record RefusalAddressType(int type) implements Fault {
        public RefusalAddressType {
            requireByte(type);
        }
    }

    /// Uses this version as the first byte of the phase's answer. Tor answers a refused login with
    /// version 5.
    ///
    /// @param phase METHOD, AUTHENTICATION or REQUEST
    /// @param version 0 to 255
    record WrongVersion(FaultPhase phase, int version) implements Fault {
        public WrongVersion {
            requireByte(version);
            if (phase == FaultPhase.ACCEPT || phase == FaultPhase.RELAY) {
                throw new IllegalArgumentException("no answer has a version in " + phase);
            }
        }
    }

    /// Selects this method whatever the client offers. Netty's example selects 0 unasked.
    ///
    /// @param method 0 to 255
    record SelectMethod(int method) implements Fault {
        public SelectMethod {
            requireByte(method);
        }
    }

    /// Answers every login, right or wrong, with this status. Every status except 0 refuses;
    /// servers use 1, 2 and 255.
    ///
    /// @param status 0 to 255
    record LoginStatus(int status) implements Fault {
        public LoginStatus {
            requireByte(status);
        }
    }

    /// Uses this address in success replies: an IPv4 or IPv6 literal, or else a name. SOCKS 4 has
    /// no room for IPv6 and names, and says 0.0.0.0 instead.
    ///
    /// @param host a name of at most 255 bytes
    /// @param port 0 to 65535
    record BoundAs(String host, int port) implements Fault {
        public BoundAs {
            int length = host.getBytes(StandardCharsets.UTF_8).length;
            if (length == 0 || length > 255) {
                throw new IllegalArgumentException("a host of 1 to 255 bytes");
            }
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("a port from 0 to 65535, not " + port);
            }
        }
    }

    /// Sends these bytes after the success reply, in the same segment, like a target that speaks
    /// first.
    record Banner(String text) implements Fault {}

    private static void requireByte(int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("0 to 255, not " + value);
        }
    }
}
