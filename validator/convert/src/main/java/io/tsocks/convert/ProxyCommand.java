package io.tsocks.convert;

import io.tsocks.net.Endpoint;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The programs by which ssh connects through a proxy: nc of OpenBSD, ncat, connect-proxy and
/// corkscrew.
final class ProxyCommand {

    private static final int SOCKS_PORT = 1080;
    private static final int HTTP_PORT = 3128;

    /// Options of nc that have a value.
    private static final String NC_VALUES = "xXPwqipsIOTVm";

    private static final Set<String> NCAT_VALUES =
            Set.of(
                    "--proxy",
                    "--proxy-type",
                    "--proxy-auth",
                    "-w",
                    "-i",
                    "--wait",
                    "--idle-timeout");

    private ProxyCommand() {}

    /// The server of a command; empty if the command is unknown, or does not connect to `%h %p`.
    static Optional<Server> server(Word command) {
        List<String> words = command.split().stream().map(Word::text).toList();
        if (!words.isEmpty() && words.getFirst().equals("exec")) {
            words = words.subList(1, words.size());
        }
        if (words.size() < 4 || !words.contains("%h") || !words.contains("%p")) {
            return Optional.empty();
        }
        String program = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        List<String> rest = words.subList(1, words.size());
        return switch (program) {
            case "nc", "nc.openbsd", "netcat" -> nc(rest);
            case "ncat" -> ncat(rest);
            case "connect", "connect-proxy" -> connect(rest);
            case "corkscrew" -> corkscrew(rest);
            default -> Optional.empty();
        };
    }

    private static Optional<Server> nc(List<String> words) {
        Map<Character, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int value = word.startsWith("-") ? valueAt(word) : -1;
            if (value > 0 && value + 1 < word.length()) {
                options.put(word.charAt(value), word.substring(value + 1));
            } else if (value > 0 && i + 1 < words.size()) {
                options.put(word.charAt(value), words.get(++i));
            }
        }
        Optional<String> user = Optional.ofNullable(options.get('P'));
        String proxy = options.getOrDefault('x', "");
        return switch (options.getOrDefault('X', "5")) {
            case "5" -> server(ServerKind.SOCKS5, proxy, SOCKS_PORT, user);
            case "4" -> server(ServerKind.SOCKS4, proxy, SOCKS_PORT, user);
            case "connect" -> server(ServerKind.HTTP, proxy, HTTP_PORT, user);
            default -> Optional.empty();
        };
    }

    /// The first letter of some options in a word that has a value.
    private static int valueAt(String word) {
        for (int i = 1; i < word.length(); i++) {
            if (NC_VALUES.indexOf(word.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Server> ncat(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            if (equals > 0) {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (NCAT_VALUES.contains(word) && i + 1 < words.size()) {
                options.put(word, words.get(++i));
            }
        }
        String proxy = options.getOrDefault("--proxy", "");
        Optional<Server> server =
                switch (options.getOrDefault("--proxy-type", "http")) {
                    case "socks5" -> server(ServerKind.SOCKS5, proxy, SOCKS_PORT, Optional.empty());
                    case "socks4" -> server(ServerKind.SOCKS4, proxy, SOCKS_PORT, Optional.empty());
                    case "http" -> server(ServerKind.HTTP, proxy, HTTP_PORT, Optional.empty());
                    default -> Optional.empty();
                };
        String login = options.getOrDefault("--proxy-auth", "");
        return login.isEmpty() ? server : server.map(found -> withLogin(found, login));
    }

    private static Server withLogin(Server server, String login) {
        int colon = login.indexOf(':');
        return colon < 0
                ? server.with(Optional.of(login), Optional.empty())
                : server.with(
                        Optional.of(login.substring(0, colon)),
                        Optional.of(Secret.of(login.substring(colon + 1))));
    }

    private static Optional<Server> connect(List<String> words) {
        boolean four = words.contains("-4");
        for (int i = 0; i + 1 < words.size(); i++) {
            String value = words.get(i + 1);
            int at = value.lastIndexOf('@');
            Optional<String> user = at < 0 ? Optional.empty() : Optional.of(value.substring(0, at));
            String proxy = value.substring(at + 1);
            if (words.get(i).equals("-S")) {
                return server(
                        four ? ServerKind.SOCKS4 : ServerKind.SOCKS5, proxy, SOCKS_PORT, user);
            }
            if (words.get(i).equals("-H")) {
                return server(ServerKind.HTTP, proxy, Endpoint.NO_PORT, user);
            }
        }
        return Optional.empty();
    }

    private static Optional<Server> corkscrew(List<String> words) {
        return words.size() == 4
                ? server(
                        ServerKind.HTTP,
                        words.get(0) + ":" + words.get(1),
                        HTTP_PORT,
                        Optional.empty())
                : Optional.empty();
    }

    private static Optional<Server> server(
            ServerKind scheme, String proxy, int otherwise, Optional<String> user) {
        return Hosts.endpoint(proxy)
                .map(place -> place.orPort(otherwise))
                .filter(place -> place.port() != Endpoint.NO_PORT)
                .map(
                        place ->
                                Server.of(scheme, place.host(), place.port())
                                        .with(user, Optional.empty()));
    }
}
