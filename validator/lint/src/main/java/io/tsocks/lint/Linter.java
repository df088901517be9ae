package io.tsocks.lint;

import io.tsocks.engine.PolicyProblem;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.grammar.SyntaxProblem;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Group;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.lint.model.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds what is wrong with files: with their text, with their meaning, and by the rules. No
/// content of a file makes it throw.
public final class Linter {

    /// Problems with text that this project reads as it was meant, but tsocks 1.8 does not.
    private static final Set<Problem.Kind> ACCIDENTS =
            Set.of(
                    SyntaxProblem.BYTE_ORDER_MARK,
                    SyntaxProblem.CRLF_LINE_END,
                    SyntaxProblem.CR_LINE_END,
                    SyntaxProblem.NO_FINAL_LINE_END,
                    SyntaxProblem.LONG_LINE);

    /// The most findings of one kind: more are not read.
    private static final int MOST_FINDINGS = 1000;

    private final LintOptions options;
    private final Baseline baseline;
    private final int most;
    private final boolean fixes;

    private Linter(LintOptions options, Baseline baseline, int most, boolean fixes) {
        this.options = options;
        this.baseline = baseline;
        this.most = most;
        this.fixes = fixes;
    }

    /// A linter with options.
    public Linter(LintOptions options) {
        this(options, Baseline.empty(), MOST_FINDINGS, true);
    }

    /// The same linter, which leaves out the findings that a baseline knows.
    public Linter without(Baseline known) {
        return new Linter(options, known, most, fixes);
    }

    /// The same linter without a limit on findings, for programs.
    public Linter exhaustive() {
        return new Linter(options, baseline, Integer.MAX_VALUE, fixes);
    }

    /// The same linter, whose findings have no fixes. It is faster, because each fix is tried
    /// before it is offered.
    public Linter withoutFixes() {
        return new Linter(options, baseline, most, false);
    }

    /// The options of this linter.
    public LintOptions options() {
        return options;
    }

    /// Lints a text with all rules, without asking a name server.
    ///
    /// @param name what messages call the text
    public static LintedFile lint(String name, String text) {
        return new Linter(LintOptions.DEFAULT)
                .lint(ConfParser.parseText(name, text), Exposure.HIDDEN);
    }

    /// Examines a file.
    public LintedFile lint(ConfFile file, Exposure exposure) {
        var subject = new Subject(file, exposure, options);
        var listing = new Listing(file, options, baseline, most);
        problems(subject).map(problem -> withFix(subject, problem)).forEach(listing::add);
        if (!subject.isForeign()) {
            Catalog.rules().stream()
                    .filter(rule -> options.wants(rule.id()))
                    .forEach(rule -> rule.check(subject, listing));
        }
        listing.suppressionFindings().forEach(listing::addUnsuppressed);
        LintedFile linted = listing.linted();
        return fixes ? FixGate.screen(linted, options) : linted.withoutFixes();
    }

    /// The problems of a file's text and statements and, for another dialect, of what that does not
    /// know. No finding is suppressed, and none has a fix.
    List<Finding> problemsOf(ConfFile file) {
        var subject = new Subject(file, Exposure.HIDDEN, options);
        List<Finding> all = new ArrayList<>();
        problems(subject).map(problem -> graded(Finding.of(problem))).forEach(all::add);
        if (options.dialect() == Dialect.TSOCKS_1_8) {
            Catalog.rules().stream()
                    .filter(rule -> rule.group() == Group.PORTABILITY)
                    .forEach(rule -> rule.check(subject, all::add));
        }
        return all;
    }

    private Stream<Problem> problems(Subject subject) {
        return subject.isForeign()
                ? subject.file().problems().stream().filter(Linter::isWorthSayingOfOthers)
                : Stream.concat(
                        subject.file().problems().stream(),
                        subject.policyProblems().stream()
                                .filter(problem -> !isConsequence(subject, problem)));
    }

    /// Whether a problem is also one in another program's file, which should not be corrected for
    /// tsocks.
    private static boolean isWorthSayingOfOthers(Problem problem) {
        return problem.severity() == Severity.ERROR;
    }

    /// Whether a problem is only the consequence of a line that could not be read, which has its
    /// own report.
    private static boolean isConsequence(Subject subject, Problem problem) {
        return problem.kind() instanceof PolicyProblem kind
                && switch (kind) {
                    case PATH_WITHOUT_SERVER,
                            SETTING_WITHOUT_SERVER,
                            REMOTE_DNS_WITHOUT_SERVER,
                            SETTING_WITHOUT_GROUP,
                            SETTING_WITHOUT_TLS,
                            IDLE_CHAIN ->
                            subject.hasLost("server");
                    case GSSAPI_WITHOUT_SOCKS5 -> subject.hasLost("server_type");
                    case SERVICE_WITHOUT_GSSAPI -> subject.hasLost("gssapi");
                    case WEIGHT_WITHOUT_EFFECT ->
                            subject.hasLost("server") || subject.hasLost("select");
                    case PATH_WITHOUT_REACHES -> subject.hasLost("reaches");
                    case SERVER_NOT_LOCAL, CHAIN_IN_CIRCLE ->
                            subject.hasLost("local") || subject.isOfTheSample(problem.span());
                    case DUPLICATE_SETTING,
                            SAID_BY_URI,
                            DUPLICATE_MEMBER,
                            REACHES_OUTSIDE_PATH,
                            CREDENTIALS_WITH_SOCKS4,
                            PASSWORD_WITHOUT_USER,
                            FILE_SETTING_IN_PATH,
                            FALLBACK_WITH_DEFAULT_SERVER,
                            TWO_PASSWORDS,
                            DUPLICATE_PIN,
                            LOGIN_BESIDE_GSSAPI,
                            CREDENTIAL_TOO_LONG ->
                            false;
                };
    }

    private Finding withFix(Subject subject, Problem problem) {
        return graded(new Finding(problem, ProblemFixes.of(subject.file(), problem).orElse(null)));
    }

    private Finding graded(Finding finding) {
        return options.dialect() == Dialect.TSOCKS_1_8
                        && ACCIDENTS.contains(finding.problem().kind())
                ? finding.as(Severity.ERROR)
                : finding;
    }
}
