package io.tsocks.lint;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.LinearMatcher;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Rule;
import io.tsocks.fuzz.Claim;
import io.tsocks.fuzz.Input;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.lint.report.Format;
import io.tsocks.lint.report.Report;
import io.tsocks.lint.report.ReportOptions;
import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import io.tsocks.views.LoadedConf;
import io.tsocks.views.PolicyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Whatever the bytes of a configuration are:
///
/// - Nothing is thrown, from the text to the reports.
/// - A password that stands somewhere in it is in no report. A difference shows it only if its
///   line is changed, and says so.
/// - Safe fixes keep every route, and so does the canonical layout, which is the same when it is
///   laid out again.
/// - The table of routes answers as the plain matcher does, which asks one rule after the other.
public final class ConfFuzz {

    private static final String CANARY = "Zeisig7";

    /// How people write a password, right or wrong.
    private static final List<String> LINES =
            List.of(
                    "default_pass = Zeisig7",
                    "default_pass=Zeisig7 # x",
                    "\tdefault_pass = \"Zeisig7\"",
                    "default_pass = x Zeisig7",
                    "default_pas = Zeisig7",
                    "default_pw Zeisig7",
                    "# default_pass = Zeisig7",
                    "server = joe:Zeisig7@10.0.0.1",
                    "server = socks5://joe:Zeisig7@10.0.0.1",
                    "server = http://joe:Zeisig7@10.0.0.1",
                    "socks5 10.0.0.1 1080 joe Zeisig7");

    private static final List<Format> FORMATS = List.of(Format.values());

    private static final int[] PORTS = {0, 1, 79, 80, 443, 1080, 65_535};

    private static final Linter LINTER = new Linter(LintOptions.DEFAULT);

    private ConfFuzz() {}

    /// Tries one input.
    ///
    /// @param bytes the line that the password comes before, how it is written, the format of the
    ///     report, which is a byte each, and the file
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        int line = input.octet();
        String secret = LINES.get(input.choice(LINES.size()));
        Format format = FORMATS.get(input.choice(FORMATS.size()));
        byte[] text = input.rest();
        checkMeaning(ConfParser.parse("t.conf", text));
        checkSecret(ConfParser.parse("t.conf", planted(text, line, secret)), format);
    }

    private static byte[] planted(byte[] text, int line, String secret) {
        int at = 0;
        for (int left = line; left > 0 && at < text.length; at++) {
            left -= text[at] == '\n' ? 1 : 0;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(text, 0, at);
        if (at > 0 && text[at - 1] != '\n') {
            all.write('\n');
        }
        all.writeBytes((secret + "\n").getBytes(StandardCharsets.US_ASCII));
        all.write(text, at, text.length - at);
        return all.toByteArray();
    }

    private static void checkSecret(ConfFile file, Format format) throws IOException {
        LintedFile linted = LINTER.lint(file, Exposure.OPEN);
        Claim.holds(!report(linted, format).contains(CANARY), () -> format + " shows the password");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new PolicyPrinter(LoadedConf.of(file), new PrintStream(printed, true)).print();
        Claim.holds(!latin1(printed.toByteArray()).contains(CANARY), () -> "the policy shows it");
        ConfFile fixed = fixed(linted, true);
        for (ConfFile other : List.of(fixed, ConfParser.parse("t.conf", Layout.bytes(file)))) {
            UnifiedDiff diff = UnifiedDiff.between(file, other);
            Claim.holds(
                    diff.showsSecret() || !latin1(diff.bytes()).contains(CANARY),
                    () -> "a difference shows the password and does not say so");
        }
    }

    private static String report(LintedFile linted, Format format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        Report report = format.to(out, new ReportOptions(false, false, Severity.STYLE, "1"));
        report.begin();
        report.add(linted);
        report.end();
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void checkMeaning(ConfFile file) {
        PolicyEngine engine = engine(file);
        List<Address> addresses = addresses(file);
        List<String> names = names(file);
        checkTable(engine, addresses);
        LintedFile linted = LINTER.lint(file, Exposure.HIDDEN);
        PolicyEngine fixed = engine(fixed(linted, false));
        checkSameRoutes("a safe fix", engine, fixed, addresses);
        checkSameNames("a safe fix", engine, fixed, names);
        byte[] layout = Layout.bytes(file);
        ConfFile laidOut = ConfParser.parse("t.conf", layout);
        checkSameRoutes("the layout", engine, engine(laidOut), addresses);
        checkSameNames("the layout", engine, engine(laidOut), names);
        Claim.equal(latin1(layout), latin1(Layout.bytes(laidOut)), "laid out again");
        Claim.holds(Layout.isCanonical(laidOut), () -> "the layout is not canonical");
    }

    private static PolicyEngine engine(ConfFile file) {
        return PolicyEngine.of(LoadedConf.of(file).policy());
    }

    private static ConfFile fixed(LintedFile linted, boolean unsafe) {
        return FixRounds.of(
                        linted,
                        unsafe,
                        LINTER.options(),
                        text -> LINTER.lint(text, Exposure.HIDDEN))
                .linted()
                .file();
    }

    private static void checkTable(PolicyEngine engine, List<Address> addresses) {
        Policy policy = engine.policy();
        for (Address address : addresses) {
            for (int port : PORTS) {
                Rule expected = LinearMatcher.decide(policy, address, port);
                Rule rule = engine.decide(address, port).rule();
                Claim.holds(
                        rule.equals(expected),
                        () -> address + " port " + port + ": " + rule + ", not " + expected);
            }
        }
    }

    private static void checkSameRoutes(
            String what, PolicyEngine before, PolicyEngine after, List<Address> addresses) {
        for (Address address : addresses) {
            for (int port : PORTS) {
                Action one = before.decide(address, port).action();
                Action other = after.decide(address, port).action();
                Claim.holds(
                        one.hasSameEffect(other),
                        () -> what + ": " + address + ":" + port + " " + one + ", now " + other);
            }
        }
    }

    private static void checkSameNames(
            String what, PolicyEngine before, PolicyEngine after, List<String> names) {
        for (String name : names) {
            for (int port : PORTS) {
                HostDecision one = before.decide(name, port);
                HostDecision other = after.decide(name, port);
                Claim.holds(
                        isSame(one, other),
                        () -> what + ": " + name + ":" + port + " " + one + ", now " + other);
            }
        }
    }

    private static boolean isSame(HostDecision one, HostDecision other) {
        return switch (one) {
            case HostDecision.NeedsAddress _ -> other instanceof HostDecision.NeedsAddress;
            case HostDecision.Decided(Decision before) ->
                    other instanceof HostDecision.Decided(Decision after)
                            && before.action().hasSameEffect(after.action());
        };
    }

    /// A name that no line names, the names of patterns, and one below each.
    private static List<String> names(ConfFile file) {
        List<String> all = new ArrayList<>(List.of("other.test", "x.onion"));
        file.statements().stream()
                .limit(40)
                .flatMap(ConfFuzz::hosts)
                .forEach(name -> all.addAll(List.of(name.text(), "x." + name)));
        return all;
    }

    private static Stream<HostName> hosts(Statement statement) {
        return switch (statement) {
            case Statement.LocalHosts local -> name(local.hosts());
            case Statement.ReachesHosts reaches -> name(reaches.hosts());
            case Statement.Local _,
                    Statement.Reaches _,
                    Statement.PathOpening _,
                    Statement.PathClosing _,
                    Statement.Setting _ ->
                    Stream.empty();
        };
    }

    private static Stream<HostName> name(HostPattern hosts) {
        return switch (hosts) {
            case HostPattern.Exact(HostName name) -> Stream.of(name);
            case HostPattern.Tree(HostName name) -> Stream.of(name);
            case HostPattern.Below(HostName name) -> Stream.of(name);
            case HostPattern.Every _ -> Stream.empty();
        };
    }

    /// The edges of all networks of a file, and what is beside them.
    private static List<Address> addresses(ConfFile file) {
        List<Address> all = new ArrayList<>();
        all.add(new Address.Ip4(0x0a01_0203));
        all.add(new Address.Ip6(0x2001_0db8_0000_0000L, 1));
        file.statements().stream().limit(40).flatMap(ConfFuzz::network).forEach(n -> edges(n, all));
        return all;
    }

    private static Stream<Network> network(Statement statement) {
        return switch (statement) {
            case Statement.Local local -> Stream.of(local.network());
            case Statement.LocalHosts ignored -> Stream.empty();
            case Statement.ReachesHosts ignored -> Stream.empty();
            case Statement.Reaches reaches -> Stream.of(reaches.network());
            case Statement.PathOpening _, Statement.PathClosing _, Statement.Setting _ ->
                    Stream.empty();
        };
    }

    private static void edges(Network network, List<Address> all) {
        switch (network) {
            case Network.Ip4(int address, int mask) -> {
                for (int beside = -1; beside <= 1; beside++) {
                    all.add(new Address.Ip4(address + beside));
                    all.add(new Address.Ip4((address | ~mask) + beside));
                }
            }
            case Network.Ip6 ip6 -> {
                long highest = ip6.high() | ~Network.Ip6.highMask(ip6.prefixLength());
                long lowest = ip6.low() | ~Network.Ip6.lowMask(ip6.prefixLength());
                all.add(new Address.Ip6(ip6.high(), ip6.low()));
                all.add(new Address.Ip6(ip6.high(), ip6.low() - 1));
                all.add(new Address.Ip6(highest, lowest));
                all.add(new Address.Ip6(highest, lowest + 1));
            }
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
