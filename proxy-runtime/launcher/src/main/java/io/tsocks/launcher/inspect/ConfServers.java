package io.tsocks.launcher.inspect;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.ServerWay;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.ProblemPrinter;
import io.tsocks.grammar.Severity;
import io.tsocks.launcher.inspect.InspectRequest.Asked;
import io.tsocks.launcher.inspect.InspectRequest.Subject;
import io.tsocks.net.Address;
import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The servers of a tsocks.conf. Their logins are left out.
final class ConfServers {

    private ConfServers() {}

    /// A file gives no servers.
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1;

        private final String problems;

        UnusableException(String message, String problems) {
            super(message);
            this.problems = problems;
        }

        /// The errors of the file with their lines, fit for a terminal; may be empty.
        String problems() {
            return problems;
        }
    }

    /// The servers in the order of the file, each once.
    ///
    /// @throws UnusableException if the file cannot be read, has errors or names no server
    static List<Subject> of(String name) throws UnusableException {
        Policy policy = policy(name).withServerAddresses(Resolver.system());
        List<Subject> subjects =
                policy.servers().map(server -> subject(policy, server)).distinct().toList();
        if (subjects.isEmpty()) {
            throw new UnusableException(name + " names no server", "");
        }
        return subjects;
    }

    private static Policy policy(String name) throws UnusableException {
        try {
            ConfFile file = ConfParser.parse(Path.of(name));
            PolicyCompiler.Compilation compilation = PolicyCompiler.compile(file);
            List<Problem> errors =
                    Stream.concat(file.problems().stream(), compilation.problems().stream())
                            .filter(problem -> problem.severity() == Severity.ERROR)
                            .toList();
            if (!errors.isEmpty()) {
                throw new UnusableException(
                        "no server was asked, because " + name + " has errors",
                        new ProblemPrinter(file, false).print(errors));
            }
            return compilation.policy();
        } catch (IOException e) {
            throw new UnusableException("cannot read " + name + ": " + FileTrouble.reason(e), "");
        } catch (InvalidPathException e) {
            throw new UnusableException(
                    name + ": no file can have this name in the locale's character set", "");
        }
    }

    private static Subject subject(Policy policy, ProxyServer server) {
        return new Subject(
                server.address(),
                server.kind(),
                server.tls(),
                Asked.of(server.kind()),
                address(policy, server),
                obstacle(policy.wayTo(server)));
    }

    /// An address in a local network, if there is one: tsocks connects to no other.
    private static Optional<InetAddress> address(Policy policy, ProxyServer server) {
        List<Address> all = policy.addressesOf(server).orElse(List.of());
        return all.stream()
                .filter(policy::isLocal)
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(Address::toInetAddress);
    }

    /// A connection that the policy does not make is not made for a question, either.
    private static Optional<String> obstacle(ServerWay way) {
        return switch (way) {
            case ServerWay.Local _, ServerWay.Direct _ -> Optional.empty();
            case ServerWay.Through through ->
                    Optional.of(
                            "is reached through "
                                    + through.upstream()
                                    + ", and tsocks-inspect asks servers directly");
            case ServerWay.Nowhere nowhere -> Optional.of(nowhere.why());
        };
    }
}
