package io.tsocks.launcher;

import io.tsocks.client.Credentials;
import io.tsocks.client.Pipelining;
import io.tsocks.client.ServerGroups;
import io.tsocks.client.tls.ServerTls;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.launcher.supervisor.FakeNet;
import io.tsocks.launcher.supervisor.Journal;
import io.tsocks.launcher.supervisor.LookupWatch;
import io.tsocks.launcher.supervisor.NameServers;
import io.tsocks.launcher.supervisor.NamesOfThisMachine;
import io.tsocks.launcher.supervisor.Routing;
import io.tsocks.launcher.supervisor.Settings;
import io.tsocks.launcher.supervisor.UnixServers;
import io.tsocks.linux.Front;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.OpenWays;
import io.tsocks.net.Excerpt;
import io.tsocks.net.Network;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The command `tsocks`: reads the options and the policy, runs the command, and reports to the
/// user.
final class TsocksCommand {

    private static final int EX_USAGE = 64;
    private static final int EX_UNAVAILABLE = 69;
    private static final int EX_OSERR = 71;
    private static final int EX_CONFIG = 78;

    private static final String NESTED_NOTE =
            "tsocks: inside another tsocks: its policy and options apply, not these";

    private static final String SWITCH_ANSWER =
            """
            tsocks: -on, -off and -show set LD_PRELOAD in the shell that sources the old script.
            This tsocks needs no LD_PRELOAD: run "tsocks COMMAND" for one command, or "tsocks"
            without one for a shell in which every command is intercepted; leave it with "exit".
            """;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    TsocksCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = isPrivileged() ? Map.of() : environment;
        this.out = out;
        this.err = err;
    }

    /// Whether the real and the effective user differ: the environment then comes from another
    /// user.
    private static boolean isPrivileged() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Uid:")) {
                    String[] ids = line.split("\t", -1);
                    return !ids[1].equals(ids[2]);
                }
            }
        } catch (IOException e) {
            // An unknown user is not trusted.
        }
        return true;
    }

    /// Does what the arguments say.
    ///
    /// @return the exit status
    int run(String... arguments) {
        try {
            LaunchOptions options = LaunchOptions.parse(arguments);
            return switch (options.task()) {
                case RUN -> run(options, arguments);
                case PRINT_POLICY ->
                        print(out, PolicySource.text(options.policy(), environment), 0);
                case DOCTOR -> new Doctor(out).examine();
                case HELP -> print(out, LaunchOptions.USAGE, 0);
                case VERSION -> print(out, "tsocks " + version() + "\n", 0);
                case SWITCH -> print(err, SWITCH_ANSWER, EX_USAGE);
            };
        } catch (UsageException e) {
            return print(err, "tsocks: " + e.getMessage() + "\nTry 'tsocks --help'.\n", EX_USAGE);
        } catch (PolicySource.NoPolicyException e) {
            return print(err, e.text(), EX_CONFIG);
        } catch (SshTunnel.ClosedException e) {
            return print(err, "tsocks: " + e.getMessage() + "\n", EX_UNAVAILABLE);
        } catch (KernelException e) {
            return print(err, Doctor.explain(e), EX_OSERR);
        } catch (IOException e) {
            return print(err, "tsocks: " + e.getMessage() + "\n", EX_OSERR);
        }
    }

    private static int print(PrintStream to, String text, int status) {
        to.print(text);
        to.flush();
        return status;
    }

    private static String version() {
        String version =
                TsocksCommand.class.getModule().getDescriptor() == null
                        ? null
                        : TsocksCommand.class.getModule().getDescriptor().rawVersion().orElse(null);
        return version == null ? "(development)" : version;
    }

    /// Runs the command, through a server of ssh if that is asked for.
    private int run(LaunchOptions options, String[] arguments)
            throws PolicySource.NoPolicyException, UsageException, IOException {
        SshTunnel.Target via = options.policy().via();
        if (via == null) {
            return launch(options, options.policy(), Set.of(), arguments);
        }
        try (SshTunnel tunnel = SshTunnel.open(via)) {
            PolicyWords policy = options.policy().through(tunnel.server());
            return launch(options, policy, tunnel.processes(), arguments);
        }
    }

    /// Runs the command. The front takes care of its exit status.
    ///
    /// @param others children of this process that are not part of the run
    private int launch(
            LaunchOptions options, PolicyWords policy, Set<Integer> others, String[] arguments)
            throws PolicySource.NoPolicyException, UsageException, IOException {
        PolicySource.Source source = PolicySource.read(policy, environment, err);
        Settings.Dns dns = dns(options, source.engine().policy());
        PolicyEngine engine =
                dns == Settings.Dns.REMOTE
                        ? PolicyEngine.of(source.engine().policy().withRemoteDns())
                        : source.engine();
        List<byte[]> command = CommandLine.of(arguments, options.commandAt(), environment);
        RunJournals journals = new RunJournals(options, environment, err);
        Front front = Front.ofThisProcess();
        OpenWays ways = OpenWays.among(front.inherited());
        refuseOrSay(ways, options);
        Settings settings =
                settings(engine, source.environment(), options, dns, journals.journal());
        if (options.hidesProxies()) {
            front.forget(TsocksCommand::namesProxy);
        }
        Interception interception = new Interception(front, command, ways.rings(), others);
        interception.run(
                settings,
                nesting(options),
                (failed, left) -> {
                    if (failed) {
                        hint(settings, engine.policy(), options);
                    }
                    farewell(journals, left, options);
                });
        journals.close();
        return 0;
    }

    /// How questions for names travel: as the command line says, or if it does not, as the policy
    /// says.
    private static Settings.Dns dns(LaunchOptions options, Policy policy) {
        if (options.dns() != null) {
            return options.dns();
        }
        return policy.remoteDns()
                ? Settings.Dns.REMOTE
                : policy.namesHosts() ? Settings.Dns.NAMED : Settings.Dns.LOCAL;
    }

    /// Whether a program may take a proxy from a variable: `http_proxy`, `npm_config_proxy`.
    private static boolean namesProxy(String variable) {
        return variable.toLowerCase(Locale.ROOT).endsWith("_proxy");
    }

    /// @param login where the login of servers is looked for
    private Settings settings(
            PolicyEngine engine,
            Map<String, String> login,
            LaunchOptions options,
            Settings.Dns dns,
            Journal journal) {
        Routing routing = Routing.of(engine, NamesOfThisMachine::resolve);
        sayUnresolved(routing, options);
        if (!options.quiet()) {
            UnseenNames.warning(dns, engine.policy()).ifPresent(err::println);
            NameServers.trouble().ifPresent(trouble -> err.println("tsocks: " + trouble));
        }
        if (dns.asksPolicy() && !options.quiet()) {
            sayOverlap(engine.policy(), options.fakeNet());
        }
        Credentials credentials =
                Credentials.of(login, System.getProperty("user.name", "")).in(engine.policy());
        return new Settings(
                routing,
                groups(engine, credentials, journal),
                credentials,
                ServerTls.ofThisProcess(),
                new KerberosTickets(environment),
                Pipelining.of(options.handshake(), TsocksCommand::inBackground),
                options.nonBlocking(),
                options.udp(),
                dns,
                options.fakeNet(),
                options.unix(),
                UnixServers.beforeTheRun(),
                new LookupWatch(),
                Settings.Deadlines.DEFAULT,
                journal);
    }

    /// What checks need is made for a policy with checks alone: most have none.
    private static ServerGroups groups(
            PolicyEngine engine, Credentials credentials, Journal journal) {
        return engine.policy().upstreams().anyMatch(Upstream::isChecked)
                ? ServerGroups.checking(
                        engine, NamesOfThisMachine::resolve, credentials, journal::health)
                : new ServerGroups(journal::health);
    }

    private Interception.Nesting nesting(LaunchOptions options) {
        String outer = environment.getOrDefault(Interception.NESTED, "");
        return new Interception.Nesting(outer, options.commandAt() > 0 ? NESTED_NOTE : "");
    }

    /// @param left whether a process that the command started still runs
    private void farewell(RunJournals journals, boolean left, LaunchOptions options)
            throws IOException {
        if (left && options.verbose()) {
            err.println(
                    "tsocks: what the command left running stays supervised by process "
                            + ProcessHandle.current().pid()
                            + " in the background");
        }
        journals.sayFarewell();
    }

    /// Prints a hint to users with a SOCKS server, if the command has failed without connecting to
    /// anything.
    private void hint(Settings settings, Policy policy, LaunchOptions options) {
        if (options.quiet() || settings.dns() != Settings.Dns.LOCAL || !policy.hasServer()) {
            return;
        }
        settings.lookups().inVain().ifPresent(server -> hintRemoteDns(server, policy));
    }

    private void hintRemoteDns(String nameServer, Policy policy) {
        err.println(
                "tsocks: the command asked the name server "
                        + nameServer
                        + " and connected to nothing; if no name server can be reached from here,"
                        + (UnseenNames.takesNames(policy)
                                ? " --dns=remote has the SOCKS server resolve names"
                                : " --dns=remote has the server resolve names if it speaks SOCKS 4a"
                                        + " or 5 (socks4a:// or socks5://); SOCKS 4 has none"));
    }

    /// Runs a probe of a SOCKS server, which ends with the command. If no thread can be started,
    /// the server is not probed.
    private static void inBackground(Runnable question) {
        try {
            Thread.ofPlatform().daemon().name("probe").start(question);
        } catch (OutOfMemoryError _) {
            // Handshakes then stay step by step.
        }
    }

    /// Reports servers whose names do not resolve. This is done at once, because the first
    /// connection may come much later.
    private void sayUnresolved(Routing routing, LaunchOptions options) {
        if (options.quiet()) {
            return;
        }
        for (String host : routing.unresolved()) {
            err.println(
                    "tsocks: the name of the server "
                            + Printable.of(Excerpt.of(host))
                            + " "
                            + Policy.whyUnresolved(host)
                            + "; connections that it should carry are refused");
        }
    }

    /// Warns if the fake network overlaps with the policy's networks: hosts with such addresses
    /// cannot be reached by address.
    private void sayOverlap(Policy policy, FakeNet fakeNet) {
        policy.locals().stream()
                .map(Rule.Local::network)
                .filter(fakeNet::overlaps)
                .findFirst()
                .ifPresent(network -> sayOverlap(network, fakeNet));
    }

    private void sayOverlap(Network network, FakeNet fakeNet) {
        err.println(
                "tsocks: the fake addresses "
                        + fakeNet
                        + " overlap the local network "
                        + network
                        + "; what has such an address cannot be reached by it (--fake-net chooses"
                        + " others)");
    }

    /// Refuses or reports inherited descriptors that lead out without a call that could be trapped.
    ///
    /// @throws IOException if they are refused
    private void refuseOrSay(OpenWays ways, LaunchOptions options) throws IOException {
        String sockets = words(ways.sockets());
        if (options.strict() && !sockets.isEmpty()) {
            throw new IOException(
                    "the command was not run (--strict) because it would inherit " + sockets);
        }
        if (options.quiet()) {
            return;
        }
        if (!sockets.isEmpty()) {
            err.println(
                    "tsocks: the command inherits "
                            + sockets
                            + ", which the policy does not control");
        }
        if (!ways.rings().isEmpty()) {
            err.println("tsocks: the command may not use io_uring; closed: " + ways.rings());
        }
    }

    private static String words(List<OpenWays.Way> sockets) {
        return sockets.isEmpty()
                ? ""
                : sockets.stream()
                        .map(OpenWays.Way::toString)
                        .collect(Collectors.joining(", ", "connected sockets: ", ""));
    }
}
