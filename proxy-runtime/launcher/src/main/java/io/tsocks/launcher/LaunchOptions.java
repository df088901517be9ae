package io.tsocks.launcher;

import io.tsocks.client.HandshakeMode;
import io.tsocks.launcher.supervisor.FakeNet;
import io.tsocks.launcher.supervisor.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The command line `tsocks [options] [--] [COMMAND [ARGUMENT…]]`, read by hand: an option library
/// would take longer to load than everything else takes to run.
///
/// @param task what to do
/// @param policy how the policy is said
/// @param clearProxies whether to hide the variables that name a proxy from the command; null if
///     the policy decides
/// @param dns the value of `--dns`; null if the policy decides
/// @param strict whether to run nothing if the command would inherit connected sockets
/// @param audit whether to print at the end which destinations were reached and how
/// @param auditFile the file for that; null for standard error
/// @param log the file, or the number of the descriptor, that gets a line of JSON for each event;
///     null for none
/// @param verbose whether to say more than errors
/// @param quiet whether to print nothing about connections
/// @param commandAt the index of the command in the arguments; their number if there is none
record LaunchOptions(
        Task task,
        PolicyWords policy,
        @Nullable Boolean clearProxies,
        Settings.NonBlocking nonBlocking,
        Settings.Udp udp,
        Settings.@Nullable Dns dns,
        FakeNet fakeNet,
        Settings.Unix unix,
        HandshakeMode handshake,
        boolean strict,
        boolean audit,
        @Nullable String auditFile,
        @Nullable String log,
        boolean verbose,
        boolean quiet,
        int commandAt) {

    /// The tasks that a command line can ask for.
    enum Task {
        /// Run a command, or a shell.
        RUN,
        /// Print the policy that the options mean.
        PRINT_POLICY,
        /// Check whether this machine has what tsocks needs.
        DOCTOR,
        /// Print the usage.
        HELP,
        /// Print the version.
        VERSION,
        /// One of the words of the original tsocks script, which switched the preloaded library of
        /// a shell on or off.
        SWITCH
    }

    /// What becomes of the variables that name a proxy.
    private enum ProxyEnv {
        CLEAR,
        KEEP
    }

    static final String USAGE =
            """
            usage: tsocks [options] [--] [COMMAND [ARGUMENT...]]
            Runs COMMAND, or a shell. Its connections go where tsocks.conf says, or through one
            server:
              tsocks -s socks5h://127.0.0.1:1080 curl https://example.com/

              -f, --file FILE|URI        the policy; the default is the file that
                                         TSOCKS_CONF_FILE names, else ~/.tsocks.conf, else
                                         /etc/tsocks.conf
              -s, --server URI           send everything through this server, without a file:
                                         socks5://[USER@]HOST[:PORT], also socks4, socks4a,
                                         http, socks5+tls, https, or unix:/PATH; with socks5h
                                         the server resolves names; may be repeated, for
                                         servers that stand in for each other: all that
                                         resolve names (socks5h, http, ...), or none that does
              --via ssh://[USER@]HOST[:PORT]
                                         the same through a server that ssh -D opens for this run
              --env                      the same with the server of all_proxy, and without it for
                                         what no_proxy names
              --direct NETWORK|NAME      with these: reach this without the server; may be repeated
              --print-policy             print the tsocks.conf that these options mean
              --proxy-env=clear|keep     hide the variables *_proxy from the command (default
                                         without a file), or leave them
              --dns=local|tcp|remote|deny
                                         send questions to the name servers of resolv.conf as
                                         the program does (default), send them over TCP through
                                         the SOCKS server, have the SOCKS server resolve the
                                         names that programs connect to (default with
                                         remote_dns = yes), or refuse questions
              --fake-net=NETWORK         the addresses that stand for names which the SOCKS
                                         server resolves (default 198.18.0.0/15)
              --udp=deny|direct|proxy    refuse datagrams to destinations that are not local
                                         (default), send them, or send them where the policy
                                         says, through SOCKS 5 servers
              --unix=warn|deny|allow     connect to AF_UNIX servers outside this run, whose own
                                         connections the policy does not control, and name each
                                         once (default); refuse to; or connect silently
              --nonblocking=exact|gate|hold
                                         let non-blocking connects return at once and nothing
                                         wait, and relay these connections (default); relay
                                         none, and let questions for the outcome wait; or let
                                         connect itself wait
              --handshake=auto|sequential|pipelined
                                         probe once whether a distant SOCKS server takes several
                                         messages at once, and then save round trips (default);
                                         send one after another; or send all at once
              --strict                   run nothing if the command would inherit connected sockets
              --audit[=FILE]             print at the end which connections were proxied, direct
                                         and denied
              --log=FILE|DESCRIPTOR      write a line of JSON for each connection
              -v, --verbose              print the outcome of each connection
              -q, --quiet                print nothing about refusals and failures
              --doctor                   check this machine, and print what to do
              -h, --help                 print this
              --version                  print the version

            Exit status: the command's own; 128+N after signal N; 127 if the command is not found,
            126 if it cannot be run, 78 if the policy is missing or has errors, 71 if this machine
            cannot intercept or --strict forbids the run, 69 if ssh fails, 64 for a wrong option.
            """;

    /// Whether the command is not to see the variables that name a proxy.
    boolean hidesProxies() {
        return clearProxies == null ? policy.isWithoutFile() : clearProxies;
    }

    /// Reads a command line.
    static LaunchOptions parse(String... arguments) throws UsageException {
        Reading reading = new Reading(arguments);
        while (reading.next()) {
            reading.take();
        }
        return reading.result();
    }

    /// Reads the options, one after another.
    private static final class Reading {
        private final String[] arguments;
        private int at;
        private String option = "";
        private Task task = Task.RUN;
        private @Nullable String file;
        private final List<String> servers = new ArrayList<>();
        private final List<String> direct = new ArrayList<>();
        private boolean environment;
        private SshTunnel.@Nullable Target via;
        private @Nullable Boolean clearProxies;
        private Settings.NonBlocking nonBlocking = Settings.NonBlocking.EXACT;
        private Settings.Udp udp = Settings.Udp.DENY;
        private Settings.@Nullable Dns dns;
        private FakeNet fakeNet = FakeNet.DEFAULT;
        private Settings.Unix unix = Settings.Unix.WARN;
        private HandshakeMode handshake = HandshakeMode.AUTO;
        private boolean strict;
        private boolean audit;
        private @Nullable String auditFile;
        private @Nullable String log;
        private boolean verbose;
        private boolean quiet;

        Reading(String[] arguments) {
            this.arguments = arguments;
        }

        /// Steps to the next option; false at the command.
        boolean next() {
            if (at >= arguments.length || !arguments[at].startsWith("-")) {
                return false;
            }
            option = arguments[at++];
            return !option.equals("--");
        }

        void take() throws UsageException {
            switch (name()) {
                case "-f", "--file" -> file = text();
                case "-s", "--server" -> servers.add(text());
                case "--direct" -> direct.add(text());
                case "--env" -> environment = true;
                case "--via" -> via = SshTunnel.Target.parse(text());
                case "--print-policy" -> task = Task.PRINT_POLICY;
                case "--proxy-env" -> clearProxies = choice(ProxyEnv.class) == ProxyEnv.CLEAR;
                case "--nonblocking" -> nonBlocking = choice(Settings.NonBlocking.class);
                case "--udp" -> udp = choice(Settings.Udp.class);
                case "--dns" -> dns = dns();
                case "--fake-net" -> fakeNet = fakeNet();
                case "--unix" -> unix = choice(Settings.Unix.class);
                case "--handshake" -> handshake = choice(HandshakeMode.class);
                case "--strict" -> strict = true;
                case "--audit" -> {
                    audit = true;
                    auditFile = value().isPresent() ? text() : null;
                }
                case "--log" -> log = text();
                case "-v", "--verbose" -> {
                    verbose = true;
                    quiet = false;
                }
                case "-q", "--quiet" -> {
                    quiet = true;
                    verbose = false;
                }
                case "--doctor" -> task = Task.DOCTOR;
                case "-h", "--help" -> task = Task.HELP;
                case "--version" -> task = Task.VERSION;
                case "-on", "-off", "-show", "-sh" -> task = Task.SWITCH;
                default -> throw new UsageException("no such option: " + name());
            }
        }

        private String name() {
            int equals = option.indexOf('=');
            return option.startsWith("--") && equals > 0 ? option.substring(0, equals) : option;
        }

        private Optional<String> value() {
            int equals = option.indexOf('=');
            return option.startsWith("--") && equals > 0
                    ? Optional.of(option.substring(equals + 1))
                    : Optional.empty();
        }

        /// The value, in the same word or the next.
        private String text() throws UsageException {
            String text = value().isPresent() ? value().get() : following();
            if (text.isEmpty()) {
                throw new UsageException(name() + " has an empty value");
            }
            return text;
        }

        private String following() throws UsageException {
            if (at >= arguments.length) {
                throw new UsageException(option + " needs a value");
            }
            return arguments[at++];
        }

        private Settings.Dns dns() throws UsageException {
            return choice(
                    List.of(
                            Settings.Dns.LOCAL,
                            Settings.Dns.TCP,
                            Settings.Dns.REMOTE,
                            Settings.Dns.DENY));
        }

        private FakeNet fakeNet() throws UsageException {
            String wanted = text();
            return FakeNet.parse(wanted).orElseThrow(() -> noFakeNet(wanted));
        }

        private static UsageException noFakeNet(String wanted) {
            return new UsageException(
                    "--fake-net is a network of IPv4 with a prefix length of "
                            + FakeNet.SHORTEST_PREFIX
                            + " to "
                            + FakeNet.LONGEST_PREFIX
                            + " and no bits beyond it, not in 0.0.0.0/8, 127.0.0.0/8 or"
                            + " 224.0.0.0/3, such as "
                            + FakeNet.DEFAULT
                            + ", not \""
                            + wanted
                            + "\"");
        }

        private <E extends Enum<E>> E choice(Class<E> type) throws UsageException {
            return choice(List.of(type.getEnumConstants()));
        }

        private <E extends Enum<E>> E choice(List<E> choices) throws UsageException {
            String wanted = text();
            StringBuilder known = new StringBuilder();
            for (E constant : choices) {
                String label = constant.name().toLowerCase(Locale.ROOT);
                if (label.equals(wanted)) {
                    return constant;
                }
                known.append(known.isEmpty() ? "" : " or ").append(label);
            }
            throw new UsageException(name() + " is " + known + ", not \"" + wanted + "\"");
        }

        LaunchOptions result() throws UsageException {
            return new LaunchOptions(
                    task,
                    new PolicyWords(file, servers, direct, environment, via).checked(),
                    clearProxies,
                    nonBlocking,
                    udp,
                    dns,
                    fakeNet,
                    unix,
                    handshake,
                    strict,
                    audit,
                    auditFile,
                    log,
                    verbose,
                    quiet,
                    at);
        }
    }
}
