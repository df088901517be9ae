package io.tsocks.launcher.inspect;

import io.tsocks.client.tls.ServerTls;
import io.tsocks.net.Endpoint;
import io.tsocks.net.Printable;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerUri;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.module.ModuleDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Runs tsocks-inspect, from its arguments to its exit status.
///
/// @param environment gives TSOCKS_PASSWORD and SSL_CERT_FILE
record InspectCommand(PrintStream out, PrintStream err, Map<String, String> environment) {

    static final int ANSWERED = 0;
    static final int NO_PROXY = 1;
    static final int UNUSABLE = 2;

    private static final int DEFAULT_PORT = 1080;
    private static final double LONGEST_SECONDS = 600;

    /// Runs the command.
    ///
    /// @return the exit status: [#ANSWERED], [#NO_PROXY] or [#UNUSABLE]
    int run(String... arguments) {
        CommandLine line = new CommandLine(InspectSpec.create());
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        try {
            ParseResult parsed = line.parseArgs(arguments);
            if (parsed.isUsageHelpRequested()) {
                line.usage(out, Ansi.OFF);
                return ANSWERED;
            }
            if (parsed.isVersionHelpRequested()) {
                out.println(InspectSpec.NAME + " " + version());
                return ANSWERED;
            }
            return inspect(request(parsed));
        } catch (ParameterException | IllegalArgumentException e) {
            complain(Objects.requireNonNullElse(e.getMessage(), "bad usage"));
            err.println("Try '" + InspectSpec.NAME + " --help'.");
            return UNUSABLE;
        }
    }

    private InspectRequest request(ParseResult parsed) {
        String text = parsed.matchedPositionalValue(0, "");
        Endpoint server =
                ServerUri.isMeant(text) ? endpoint(uri(text)) : endpoint(text).orPort(DEFAULT_PORT);
        return new InspectRequest(
                server.host(),
                server.port(),
                ServerUri.isMeant(text) ? asked(uri(text)) : InspectRequest.Asked.ANY,
                ServerUri.isMeant(text) ? layer(uri(text)) : InspectRequest.Layer.TCP,
                login(parsed),
                target(parsed),
                timeout(parsed.matchedOptionValue("--timeout", InspectSpec.DEFAULT_TIMEOUT)),
                parsed.hasMatchedOption("--json"));
    }

    private static ServerUri uri(String text) {
        try {
            ServerUri uri = ServerUri.parse(text);
            if (uri.user().isPresent()) {
                throw new IllegalArgumentException(uri + ": give the user as --user NAME");
            }
            return uri;
        } catch (ServerUri.MalformedException e) {
            throw new IllegalArgumentException(e.reason() + "; " + e.advice(), e);
        }
    }

    private static Endpoint endpoint(ServerUri uri) {
        if (!(uri.address() instanceof ServerAddress.Inet inet)) {
            throw new IllegalArgumentException(uri + ": tsocks-inspect asks servers at a TCP port");
        }
        return endpoint(inet.toString());
    }

    private static InspectRequest.Asked asked(ServerUri uri) {
        return switch (uri.kind()) {
            case SOCKS4, SOCKS4A, SOCKS5, SOCKS5_TLS -> InspectRequest.Asked.SOCKS;
            case HTTP, HTTPS -> InspectRequest.Asked.HTTP;
        };
    }

    private static InspectRequest.Layer layer(ServerUri uri) {
        return uri.kind().usesTls() ? InspectRequest.Layer.TLS : InspectRequest.Layer.TCP;
    }

    /// The login to send. Only a user name from the arguments is sent, and only with a password
    /// from the environment, which other users cannot see in the list of processes.
    private Authentication.@Nullable Password login(ParseResult parsed) {
        if (!parsed.hasMatchedOption("--user")) {
            return null;
        }
        String password = environment.getOrDefault("TSOCKS_PASSWORD", "");
        if (password.isEmpty()) {
            throw new IllegalArgumentException(
                    "--user takes the password from TSOCKS_PASSWORD, which is not set");
        }
        return new Authentication.Password(
                parsed.matchedOptionValue("--user", ""), Secret.of(password));
    }

    private static @Nullable SocksAddress target(ParseResult parsed) {
        if (!parsed.hasMatchedOption("--target")) {
            return null;
        }
        Endpoint target = endpoint(parsed.matchedOptionValue("--target", ""));
        if (target.port() == Endpoint.NO_PORT) {
            throw new IllegalArgumentException(target + ": a target is HOST:PORT");
        }
        return SocksAddress.of(target.host(), target.port());
    }

    private static Endpoint endpoint(String text) {
        try {
            return Endpoint.parse(text);
        } catch (Endpoint.MalformedException e) {
            throw new IllegalArgumentException(text + ": " + e.reason(), e);
        }
    }

    private static Duration timeout(String text) {
        if (text.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")) {
            double seconds = Double.parseDouble(text);
            if (seconds > 0 && seconds <= LONGEST_SECONDS) {
                return Duration.ofMillis(Math.round(seconds * 1e3));
            }
        }
        throw new IllegalArgumentException(
                "a timeout must be more than 0 and at most 600 seconds, not '" + text + "'");
    }

    private int inspect(InspectRequest request) {
        String server = Endpoint.text(request.host(), request.port());
        try {
            InetAddress address = InetAddress.getByName(request.host());
            Inspection inspection =
                    Inspector.inspect(
                            request, new InetSocketAddress(address, request.port()), tls());
            return report(request, inspection, server);
        } catch (UnknownHostException e) {
            complain("no address known for " + request.host());
        } catch (IOException e) {
            complain("cannot connect to " + server + ": " + Contact.reason(e));
        }
        return UNUSABLE;
    }

    private ServerTls tls() {
        return new ServerTls(
                Optional.ofNullable(environment.get("SSL_CERT_FILE"))
                        .filter(name -> !name.isEmpty()));
    }

    private int report(InspectRequest request, Inspection inspection, String server) {
        if (request.json()) {
            out.print(JsonReport.of(inspection));
        } else if (inspection.isProxy() || !inspection.tls().isEmpty()) {
            out.print(TextReport.of(inspection));
        }
        if (!inspection.isProxy()) {
            complain(server + " is " + wanted(request) + ": " + inspection.suspicion());
            return NO_PROXY;
        }
        return ANSWERED;
    }

    private static String wanted(InspectRequest request) {
        return switch (request.asked()) {
            case SOCKS -> "not a SOCKS server";
            case HTTP -> "not an HTTP proxy";
            case ANY -> "neither a SOCKS server nor an HTTP proxy";
        };
    }

    private void complain(String message) {
        err.println(InspectSpec.NAME + ": " + Printable.of(message));
    }

    private static String version() {
        return Optional.ofNullable(InspectCommand.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("(built without a version)");
    }
}
