package io.tsocks.lint.model;

import io.tsocks.engine.NameUse;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.PolicySurvey;
import io.tsocks.engine.Rule;
import io.tsocks.engine.RuleUse;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Extension;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.Statement;
import io.tsocks.grammar.SyntaxProblem;
import io.tsocks.net.Address;
import io.tsocks.net.Network;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A file under examination: its text, its policy, and facts that several rules need, which are
/// computed when first asked for. Not thread-safe.
public final class Subject {

    private static final Set<Problem.Kind> FOREIGN =
            Set.of(
                    SyntaxProblem.TORSOCKS_2_FILE,
                    SyntaxProblem.PROXYCHAINS_FILE,
                    SyntaxProblem.TNAT64_FILE,
                    SyntaxProblem.DANTE_FILE,
                    SyntaxProblem.SSH_FILE);

    private final ConfFile file;
    private final Exposure exposure;
    private final LintOptions options;
    private final PolicyCompiler.Compilation compilation;
    private @Nullable PolicySurvey survey;
    private @Nullable NameUse nameUse;
    private @Nullable Set<Extension.Kind> extensions;

    /// The example paths of the sample, by their starts. No path is inside another.
    private @Nullable NavigableMap<Integer, Span> samples;

    private final Map<String, Boolean> lost = new HashMap<>();

    /// Compiles a file for examination.
    ///
    /// @param exposure who can read it
    public Subject(ConfFile file, Exposure exposure, LintOptions options) {
        this.file = file;
        this.exposure = exposure;
        this.options = options;
        this.compilation = PolicyCompiler.compile(file, options.resolver());
    }

    /// The file.
    public ConfFile file() {
        return file;
    }

    /// The policy of the file.
    public Policy policy() {
        return compilation.policy();
    }

    /// The problems with its meaning.
    public List<Problem> policyProblems() {
        return compilation.problems();
    }

    /// The options of the linter.
    public LintOptions options() {
        return options;
    }

    /// Who can read the file.
    public Exposure exposure() {
        return exposure;
    }

    /// Whether the file is another program's, so that its policy is not what its author meant.
    public boolean isForeign() {
        return file.problems().stream().anyMatch(problem -> FOREIGN.contains(problem.kind()));
    }

    /// Whether a part of the file is in the sample's example path, which should be removed as a
    /// whole.
    public boolean isOfTheSample(Span part) {
        NavigableMap<Integer, Span> made = samples;
        if (made == null) {
            made = new TreeMap<>();
            for (Rule.Path path : policy().paths()) {
                if (SamplePath.is(path)) {
                    made.put(path.origin().start(), path.origin().span());
                }
            }
            samples = made;
        }
        var before = made.floorEntry(part.start());
        return before != null && part.end() <= before.getValue().end();
    }

    /// Whether lines are left out of the policy because they are wrong.
    public boolean isIncomplete() {
        return file.hasErrors();
    }

    /// Whether a line that starts with a name is left out of the policy because it is wrong.
    public boolean hasLost(String name) {
        return lost.computeIfAbsent(name, this::isLost);
    }

    private boolean isLost(String name) {
        return file.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> file.line(line(problem.span())))
                .anyMatch(line -> startsWith(line, name));
    }

    private static boolean startsWith(ConfLine line, String name) {
        String content = line.content().strip();
        return content.startsWith(name) && !content.substring(name.length()).startsWith("_");
    }

    /// The file's statements of a sort, in file order.
    public <S extends Statement> Stream<S> statements(Class<S> sort) {
        return file.statements().stream().filter(sort::isInstance).map(sort::cast);
    }

    /// The policy's map, by rule.
    public PolicyMap map() {
        return survey().map();
    }

    /// The networks that could go.
    public RuleUse use() {
        return survey().use();
    }

    /// The kinds of extensions of tsocks 1.8 that the file uses; found in one pass.
    public Set<Extension.Kind> extensions() {
        Set<Extension.Kind> made = extensions;
        if (made == null) {
            EnumSet<Extension.Kind> found = EnumSet.noneOf(Extension.Kind.class);
            Extension.forEach(file, extension -> found.add(extension.kind()));
            made = Collections.unmodifiableSet(found);
            extensions = made;
        }
        return made;
    }

    /// The lines about names that could go.
    public NameUse nameUse() {
        NameUse made = nameUse;
        if (made == null) {
            made = NameUse.of(policy());
            nameUse = made;
        }
        return made;
    }

    /// Whether there are servers, but local networks and names leave no IPv4 address and no name to
    /// them.
    public boolean everythingIsLocal() {
        return policy().hasServer()
                && !namesHostsOfServers()
                && (!policy().remoteDns() || unresolvedNamesAreLocal())
                && map().isLocal(map().ip4());
    }

    /// Whether unresolved names are local. Only a network of every address makes them so.
    private boolean unresolvedNamesAreLocal() {
        return policy().locals().stream()
                .map(Rule.Local::network)
                .anyMatch(network -> network instanceof Network.Ip4(_, int mask) && mask == 0);
    }

    /// Whether a path with a server reaches host names. These are asked before all networks.
    public boolean namesHostsOfServers() {
        return policy().paths().stream()
                .anyMatch(path -> !path.hosts().isEmpty() && path.upstream().isPresent());
    }

    /// The lowest address that no line decides for on some port: the one that a search for refused
    /// destinations finds. Empty if there is none. IPv6 counts only if the file mentions it.
    public Optional<Address> unserved() {
        Optional<Address> ip4 = map().unserved(map().ip4());
        return ip4.isPresent() || !policy().speaksOfIp6() ? ip4 : map().unserved(map().ip6());
    }

    /// The settings of each block of the file: the top level, then each path.
    public List<List<Statement>> blocks() {
        List<Statement> top = new ArrayList<>();
        List<List<Statement>> blocks = new ArrayList<>(List.of(top));
        List<Statement> current = top;
        for (Statement statement : file.statements()) {
            switch (statement) {
                case Statement.PathOpening _ -> {
                    current = new ArrayList<>();
                    blocks.add(current);
                }
                case Statement.PathClosing _ -> current = top;
                case Statement.Setting setting -> current.add(setting);
                case Statement.Local _,
                        Statement.LocalHosts _,
                        Statement.Reaches _,
                        Statement.ReachesHosts _ -> {}
            }
        }
        return blocks;
    }

    private PolicySurvey survey() {
        PolicySurvey made = survey;
        if (made == null) {
            made = PolicySurvey.of(policy());
            survey = made;
        }
        return made;
    }

    /// The line on which a part of the file starts.
    public int line(Span span) {
        return file.lineAt(span.start());
    }
}
