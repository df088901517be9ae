package io.tsocks.lint;

import static io.tsocks.lint.model.Page.PATH;
import static io.tsocks.lint.model.Page.SERVER;

import io.tsocks.engine.PolicyProblem;
import io.tsocks.lint.model.Page;

/// The pages about problems with the meaning of a file.
final class PolicyPages {

    private PolicyPages() {}

    static Page of(PolicyProblem problem) {
        return switch (problem) {
            case DUPLICATE_SETTING -> duplicateSetting();
            case PATH_WITHOUT_SERVER -> pathWithoutServer();
            case PATH_WITHOUT_REACHES -> pathWithoutReaches();
            case SERVER_NOT_LOCAL -> serverNotLocal();
            case SETTING_WITHOUT_SERVER -> settingWithoutServer();
            case REACHES_OUTSIDE_PATH -> reachesOutsidePath();
            case CREDENTIALS_WITH_SOCKS4 -> credentialsWithSocks4();
            case PASSWORD_WITHOUT_USER -> passwordWithoutUser();
            case FILE_SETTING_IN_PATH -> fileSettingInPath();
            case FALLBACK_WITH_DEFAULT_SERVER -> fallbackWithDefaultServer();
            case CREDENTIAL_TOO_LONG -> credentialTooLong();
            case REMOTE_DNS_WITHOUT_SERVER -> HostPages.remoteDnsWithoutServer();
            case SAID_BY_URI -> saidByUri();
            case DUPLICATE_MEMBER -> GroupPages.duplicateMember();
            case SETTING_WITHOUT_GROUP -> GroupPages.settingWithoutGroup();
            case CHAIN_IN_CIRCLE -> ChainPages.chainInCircle();
            case IDLE_CHAIN -> ChainPages.idleChain();
            case SETTING_WITHOUT_TLS -> TlsPages.settingWithoutTls();
            case TWO_PASSWORDS -> TlsPages.twoPasswords();
            case DUPLICATE_PIN -> TlsPages.duplicatePin();
            case WEIGHT_WITHOUT_EFFECT -> GroupPages.weightWithoutEffect();
            case GSSAPI_WITHOUT_SOCKS5 -> GssapiPages.gssapiWithoutSocks5();
            case LOGIN_BESIDE_GSSAPI -> GssapiPages.loginBesideGssapi();
            case SERVICE_WITHOUT_GSSAPI -> GssapiPages.serviceWithoutGssapi();
        };
    }

    private static Page duplicateSetting() {
        return Page.of(
                "A setting that occurs twice in one block.",
                "The first one counts. The second has no effect. Only `server` lines with a scheme"
                        + " may occur several times: they are a group.",
                SERVER
                        + """
                server_port = 1080
                server_port = 9050
                """,
                SERVER + "server_port = 1080\n",
                "Unsafe: removes the second line. No route changes.");
    }

    private static Page saidByUri() {
        return Page.of(
                "A `server_port`, `server_type` or `default_user` beside a server whose URI says"
                        + " the same thing.",
                "The URI counts. The line has no effect.",
                """
                server = socks5://127.0.0.1:1080
                server_port = 9050
                """,
                "server = socks5://127.0.0.1:1080\n",
                "Unsafe: removes the line. No route changes.");
    }

    private static Page pathWithoutServer() {
        return Page.of(
                "A path without a `server`.",
                "Every connection that the path reaches is refused.",
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                }
                fallback = yes
                """,
                PATH,
                Page.NO_FIX);
    }

    private static Page pathWithoutReaches() {
        return Page.of(
                "A path without a `reaches`.",
                "The path is never used.",
                """
                path {
                    server = 127.0.0.1
                    server_type = 5
                }
                fallback = yes
                """,
                PATH,
                Page.NO_FIX);
    }

    private static Page serverNotLocal() {
        return Page.of(
                "A server whose address is in no local network. Each server of a group is reported. In"
                        + " a file with `chain = yes`, only one that no other server reaches.",
                "The server could be reached only through another server, so tsocks refuses every"
                        + " connection that needs it. With `chain = yes` it goes through the other"
                        + " server, if a path of the file reaches this one.",
                """
                server = 10.0.0.1
                server_type = 5
                """,
                """
                local = 10.0.0.1/255.255.255.255
                server = 10.0.0.1
                server_type = 5
                """,
                Page.NO_FIX);
    }

    private static Page settingWithoutServer() {
        return Page.of(
                "A setting of a server in a block that names no server.",
                "The setting has no effect. Often the `server` line is missing.",
                """
                server_port = 1080
                fallback = yes
                """,
                SERVER + "server_port = 1080\n",
                Page.NO_FIX);
    }

    private static Page reachesOutsidePath() {
        return Page.of(
                "A `reaches` outside every path.",
                "The line has no effect. The default server, if there is one, gets every"
                        + " destination that no path reaches.",
                "reaches = 150.0.0.0/255.255.0.0\n" + SERVER,
                PATH,
                Page.NO_FIX);
    }

    private static Page credentialsWithSocks4() {
        return Page.of(
                "A user name or password for a server of type 4 or 4a.",
                "SOCKS 4 and 4a have no passwords, and send the name of the local user. The user name"
                        + " and password are never sent.",
                """
                server = 127.0.0.1
                server_type = 4
                default_user = joe
                """,
                SERVER + "default_user = joe\n",
                Page.NO_FIX);
    }

    private static Page passwordWithoutUser() {
        return Page.of(
                "A password without a user name.",
                "tsocks sends the name of the local user with it, and few servers expect that"
                        + " name.",
                SERVER + "default_pass = tulip\n",
                SERVER
                        + """
                default_user = joe
                default_pass = tulip
                """,
                Page.NO_FIX);
    }

    private static Page fileSettingInPath() {
        return Page.of(
                "A `fallback`, `remote_dns` or `chain` inside a path.",
                "The line applies to the whole file, not to the path.",
                """
                path {
                    reaches = 150.0.0.0/255.255.0.0
                    server = 127.0.0.1
                    server_type = 5
                    fallback = yes
                }
                """,
                PATH,
                Page.NO_FIX);
    }

    private static Page fallbackWithDefaultServer() {
        return Page.of(
                "`fallback = yes` in a file with a default server.",
                "The fallback is never used, because the default server gets every destination"
                        + " that no path reaches.",
                SERVER + "fallback = yes\n",
                SERVER,
                Page.NO_FIX);
    }

    private static Page credentialTooLong() {
        return Page.of(
                "A user name or password of more than 255 bytes.",
                "SOCKS 5 cannot send it (RFC 1929, section 2).",
                SERVER + "default_user = " + "j".repeat(256) + "\n",
                SERVER + "default_user = joe\n",
                Page.NO_FIX);
    }
}
