package io.tsocks.lint;

import io.tsocks.engine.PolicyProblem;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.SyntaxProblem;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.rules.ChainStatement;
import io.tsocks.lint.rules.CleartextLogin;
import io.tsocks.lint.rules.DeadName;
import io.tsocks.lint.rules.DeadNetwork;
import io.tsocks.lint.rules.EveryNameLocal;
import io.tsocks.lint.rules.EveryNameReached;
import io.tsocks.lint.rules.EverythingLocal;
import io.tsocks.lint.rules.FakeAddressNetwork;
import io.tsocks.lint.rules.GssapiStatements;
import io.tsocks.lint.rules.HttpProxyPort;
import io.tsocks.lint.rules.IdleDefaultServer;
import io.tsocks.lint.rules.Ip6;
import io.tsocks.lint.rules.Ip6OverSocks4;
import io.tsocks.lint.rules.LocalOnion;
import io.tsocks.lint.rules.LonelyServer;
import io.tsocks.lint.rules.LoopbackLocal;
import io.tsocks.lint.rules.MissingFile;
import io.tsocks.lint.rules.MixedScripts;
import io.tsocks.lint.rules.NameOverSocks4;
import io.tsocks.lint.rules.NamePattern;
import io.tsocks.lint.rules.NamedServer;
import io.tsocks.lint.rules.NoServer;
import io.tsocks.lint.rules.NothingProxied;
import io.tsocks.lint.rules.OddNetmask;
import io.tsocks.lint.rules.OneLabelName;
import io.tsocks.lint.rules.OverlappingPaths;
import io.tsocks.lint.rules.PasswordFileStatement;
import io.tsocks.lint.rules.PrefixLength;
import io.tsocks.lint.rules.ReadableFile;
import io.tsocks.lint.rules.ReadableSecret;
import io.tsocks.lint.rules.RedundantName;
import io.tsocks.lint.rules.RedundantNetwork;
import io.tsocks.lint.rules.RemoteDns;
import io.tsocks.lint.rules.SampleLeftIn;
import io.tsocks.lint.rules.ServerGroup;
import io.tsocks.lint.rules.ServerScheme;
import io.tsocks.lint.rules.ServerThroughItself;
import io.tsocks.lint.rules.Socks4a;
import io.tsocks.lint.rules.SwallowedPath;
import io.tsocks.lint.rules.TlsPort;
import io.tsocks.lint.rules.TlsStatements;
import io.tsocks.lint.rules.TrailingBlanks;
import io.tsocks.lint.rules.TypeOmitted;
import io.tsocks.lint.rules.UnresolvableServer;
import io.tsocks.lint.rules.UnservedDestinations;
import io.tsocks.lint.rules.UnspacedSign;
import io.tsocks.lint.rules.WideLocal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything that the linter can find. The first digit of an id is its group: 1 the text, 2 the
/// meaning of statements, 3 the policy as a whole, 4 security, 5 portability, 6 style, 7
/// suppressions.
public final class Catalog {

    private static final List<LintRule> RULES =
            List.of(
                    new DeadNetwork(),
                    new RedundantNetwork(),
                    new LoopbackLocal(),
                    new OverlappingPaths(),
                    new SwallowedPath(),
                    new EverythingLocal(),
                    new UnservedDestinations(),
                    new NoServer(),
                    new ServerThroughItself(),
                    new OddNetmask(),
                    new SampleLeftIn(),
                    new TypeOmitted(),
                    new UnresolvableServer(),
                    new Ip6OverSocks4(),
                    new NamedServer(),
                    new NothingProxied(),
                    new WideLocal(),
                    new HttpProxyPort(),
                    new IdleDefaultServer(),
                    new OneLabelName(),
                    new NameOverSocks4(),
                    new EveryNameReached(),
                    new EveryNameLocal(),
                    new FakeAddressNetwork(),
                    new LocalOnion(),
                    new DeadName(),
                    new RedundantName(),
                    new LonelyServer(),
                    new MissingFile(),
                    new ReadableFile(),
                    new TlsPort(),
                    new ReadableSecret(),
                    new CleartextLogin(),
                    new MixedScripts(),
                    new UnspacedSign(),
                    new PrefixLength(),
                    new Ip6(),
                    new NamePattern(),
                    new Socks4a(),
                    new RemoteDns(),
                    new ServerScheme(),
                    new ServerGroup(),
                    new ChainStatement(),
                    new TlsStatements(),
                    new PasswordFileStatement(),
                    new GssapiStatements(),
                    new TrailingBlanks());

    private static final Set<String> IDS =
            kinds().map(Problem.Kind::id).collect(Collectors.toUnmodifiableSet());

    private Catalog() {}

    /// A kind of problem that can be found, with its page.
    public record Entry(Problem.Kind kind, Page page) {}

    /// The rules that look for more than the parser and the compiler report.
    static List<LintRule> rules() {
        return RULES;
    }

    /// All kinds, in order of their ids.
    public static List<Entry> entries() {
        return kinds().map(kind -> new Entry(kind, page(kind)))
                .sorted(Comparator.comparing(entry -> entry.kind().id()))
                .toList();
    }

    /// Whether there is a kind with an id, which must be in upper case.
    static boolean knows(String id) {
        return IDS.contains(id);
    }

    /// The kind with an id, which may be in upper or lower case.
    public static Optional<Entry> find(String id) {
        return kinds().filter(kind -> kind.id().equalsIgnoreCase(id))
                .findFirst()
                .map(kind -> new Entry(kind, page(kind)));
    }

    private static Stream<Problem.Kind> kinds() {
        return Stream.of(
                        Arrays.stream(SyntaxProblem.values()),
                        Arrays.stream(PolicyProblem.values()),
                        RULES.stream(),
                        Arrays.stream(SuppressionProblem.values()))
                .flatMap(kinds -> kinds);
    }

    private static Page page(Problem.Kind kind) {
        return switch (kind) {
            case SyntaxProblem problem -> SyntaxPages.of(problem);
            case PolicyProblem problem -> PolicyPages.of(problem);
            case SuppressionProblem problem -> SuppressionPages.of(problem);
            case LintRule rule -> rule.page();
            default -> throw new IllegalArgumentException("no page: " + kind.id());
        };
    }
}
