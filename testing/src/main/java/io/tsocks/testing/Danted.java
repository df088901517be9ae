package io.tsocks.testing;

import java.nio.file.Path;

/// Dante's server: SOCKS 4 and 5, every command and IPv6. It handles pipelined requests.
public final class Danted {

    private Danted() {}

    /// Starts it on 127.0.0.1, without login.
    public static RealServer start() {
        return start(Place.free());
    }

    /// Starts it without login.
    public static RealServer start(Place place) {
        return start(place, "none");
    }

    /// Starts it on 127.0.0.1; it asks for user name and password of a system user. Needs root.
    public static RealServer startWithLogin() {
        return start(Place.free(), "username");
    }

    /// The same at a place.
    public static RealServer startWithLogin(Place place) {
        return start(place, "username");
    }

    private static RealServer start(Place place, String method) {
        Path folder = Folders.create("danted");
        Path file = Folders.write(folder.resolve("danted.conf"), configuration(place, method));
        RunningProgram program =
                RunningProgram.start(
                        place.command("danted", "-f", file.toString(), "-N", "1"),
                        folder.resolve("log"));
        program.awaitListening(place.port());
        return RealServer.of(place.host(), place.port(), folder, program);
    }

    /// The configuration. Each line inside the rules has one keyword, because danted reads no more.
    private static String configuration(Place place, String method) {
        String me = System.getProperty("user.name");
        return """
        logoutput: stderr
        internal: %s port = %d
        external: lo
        external.rotation: route
        clientmethod: none
        socksmethod: %s
        user.privileged: %s
        user.unprivileged: %s
        client pass {
          from: 0.0.0.0/0 to: 0.0.0.0/0
        }
        client pass {
          from: ::/0 to: ::/0
        }
        socks pass {
          from: 0.0.0.0/0 to: 0.0.0.0/0
          command: bind connect udpassociate
          log: connect error
        }
        socks pass {
          from: 0.0.0.0/0 to: 0.0.0.0/0
          command: bindreply udpreply
        }
        socks pass {
          from: 0.0.0.0/0 to: ::/0
          command: bind connect udpassociate
          log: connect error
        }
        socks pass {
          from: ::/0 to: 0.0.0.0/0
          command: bindreply udpreply
        }
        socks pass {
          from: ::/0 to: ::/0
          command: bind connect udpassociate
          log: connect error
        }
        socks pass {
          from: ::/0 to: 0.0.0.0/0
          command: bind connect udpassociate
          log: connect error
        }
        socks pass {
          from: ::/0 to: ::/0
          command: bindreply udpreply
        }
        socks pass {
          from: 0.0.0.0/0 to: ::/0
          command: bindreply udpreply
        }
        """
                .formatted(place.host(), place.port(), method, me, Root.isMe() ? "nobody" : me);
    }
}
