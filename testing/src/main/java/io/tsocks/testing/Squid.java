package io.tsocks.testing;

import java.nio.file.Path;

/// Squid: an HTTP proxy with CONNECT and Basic logins, which says much in its answers. It answers
/// 503 where it does not reach the destination.
public final class Squid {

    private Squid() {}

    /// On 127.0.0.1, without login. It refuses tunnels to `refused.test`.
    public static RealServer start() {
        return start(Place.free(), "", "http_access allow all");
    }

    /// On 127.0.0.1; asks for this user name and password, which have no blank and no quotation
    /// mark.
    public static RealServer startWithLogin(String user, String password) {
        return startWithLogin(Place.free(), user, password);
    }

    /// Asks for this user name and password, which have no blank and no quotation mark.
    public static RealServer startWithLogin(Place place, String user, String password) {
        String helper =
                """
                auth_param basic program /bin/sh -c "while read login; do case \\"$login\\" in\
                 '%s %s') echo OK;; *) echo ERR;; esac; done"
                auth_param basic children 1
                auth_param basic realm tsocks
                acl known proxy_auth REQUIRED
                """
                        .formatted(user, password);
        return start(place, helper, "http_access allow known\nhttp_access deny all");
    }

    private static RealServer start(Place place, String login, String access) {
        Path folder = Folders.create("squid");
        Path file =
                Folders.write(
                        folder.resolve("squid.conf"), configuration(place, folder, login, access));
        RunningProgram program =
                RunningProgram.start(
                        place.command("squid", "--foreground", "-d", "1", "-f", file.toString()),
                        folder.resolve("log"));
        program.awaitListening(place.port());
        return RealServer.of(place.host(), place.port(), folder, program);
    }

    private static String configuration(Place place, Path folder, String login, String access) {
        return """
        http_port %s:%d
        pid_filename none
        cache deny all
        cache_log stdio:/dev/stderr
        access_log none
        coredump_dir %s
        pinger_enable off
        shutdown_lifetime 0 seconds
        visible_hostname localhost
        cache_effective_user %s
        %s
        acl refused dstdomain refused.test
        http_access deny refused
        %s
        """
                .formatted(
                        place.host(),
                        place.port(),
                        folder,
                        Root.isMe() ? "nobody" : System.getProperty("user.name"),
                        login,
                        access);
    }
}
