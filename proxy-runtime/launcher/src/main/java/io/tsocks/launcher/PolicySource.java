package io.tsocks.launcher;

import io.tsocks.client.PasswordFiles;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.options.BadOptionException;
import io.tsocks.engine.options.DefaultConf;
import io.tsocks.engine.options.PolicyOptions;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.ProblemPrinter;
import io.tsocks.grammar.Severity;
import io.tsocks.launcher.supervisor.NamesOfThisMachine;
import io.tsocks.net.FileTrouble;
import io.tsocks.sources.SourceAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the tsocks.conf and reads it, or says why there is no policy. Without a policy nothing is
/// run: a program that quietly connected directly would be a leak.
final class PolicySource {

    private PolicySource() {}

    /// There is no policy to run by. The message needs nothing added.
    static final class NoPolicyException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String text;

        NoPolicyException(String text) {
            super(text);
            this.text = text;
        }

        /// The text to print.
        String text() {
            return text;
        }
    }

    /// A policy, and what the environment says of its login.
    ///
    /// @param environment of the command's user, with the password of all_proxy if that is asked
    record Source(PolicyEngine engine, Map<String, String> environment) {}

    /// Reads the policy that a command line says; else the file of `-f`, else of TSOCKS_CONF_FILE,
    /// else ~/.tsocks.conf, else /etc/tsocks.conf.
    ///
    /// @param err is told if the policy is a copy, because its source cannot be reached
    static Source read(PolicyWords words, Map<String, String> environment, PrintStream err)
            throws NoPolicyException, UsageException {
        if (!words.isWithoutFile()) {
            return new Source(read(words.file(), environment, err), environment);
        }
        PolicyOptions options = words.options(environment);
        Map<String, String> login = new HashMap<>(environment);
        login.putAll(options.login());
        return new Source(compile(ConfParser.parseText("options", text(options))), login);
    }

    /// The tsocks.conf that a command line without a file means. A password that the environment
    /// has is not in it.
    static String text(PolicyWords words, Map<String, String> environment)
            throws NoPolicyException, UsageException {
        requirePrintable(words);
        PolicyOptions options = words.options(environment);
        boolean hasPassword = !options.login().isEmpty();
        return text(options)
                + (hasPassword ? "# default_pass = ... (all_proxy has it; it is not shown)\n" : "");
    }

    private static void requirePrintable(PolicyWords words) throws UsageException {
        if (words.via() != null) {
            throw new UsageException(
                    "--print-policy cannot show --via: its server is there for one run");
        }
        if (!words.isWithoutFile()) {
            throw new UsageException(
                    "--print-policy is for a policy without a file; tsocks-validate --print shows"
                            + " one of a file");
        }
    }

    private static String text(PolicyOptions options) throws NoPolicyException {
        try {
            return options.text(NamesOfThisMachine::resolve);
        } catch (BadOptionException e) {
            throw new NoPolicyException("tsocks: " + e.text() + "\n");
        }
    }

    private static PolicyEngine read(
            @Nullable String option, Map<String, String> environment, PrintStream err)
            throws NoPolicyException {
        Path path = find(option, environment, err);
        try {
            return compile(ConfParser.parse(path));
        } catch (IOException e) {
            throw new NoPolicyException(
                    "tsocks: cannot read " + path + ": " + FileTrouble.reason(e) + "\n");
        }
    }

    private static Path find(
            @Nullable String option, Map<String, String> environment, PrintStream err)
            throws NoPolicyException {
        if (option != null) {
            return SourceAddress.isSource(option)
                    ? RemotePolicy.file(option, environment, err)
                    : named(option);
        }
        return switch (DefaultConf.of(environment)) {
            case DefaultConf.Found found -> named(found.name());
            case DefaultConf.Missing missing ->
                    throw new NoPolicyException("tsocks: " + missing.message() + "\n");
        };
    }

    private static Path named(String name) throws NoPolicyException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new NoPolicyException(
                    "tsocks: "
                            + name
                            + ": no file can have this name in the locale's character set\n");
        }
    }

    private static Policy withPasswords(Policy policy) throws NoPolicyException {
        try {
            return PasswordFiles.load(policy);
        } catch (IOException e) {
            throw new NoPolicyException("tsocks: " + e.getMessage() + "\n");
        }
    }

    private static PolicyEngine compile(ConfFile file) throws NoPolicyException {
        PolicyCompiler.Compilation compilation = PolicyCompiler.compile(file);
        List<Problem> problems =
                Stream.concat(file.problems().stream(), compilation.problems().stream())
                        .sorted((a, b) -> Integer.compare(a.span().start(), b.span().start()))
                        .toList();
        if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            String text = new ProblemPrinter(file, false).print(problems);
            throw new NoPolicyException(
                    text + "tsocks: the command was not run because its policy has errors\n");
        }
        return PolicyEngine.of(withPasswords(compilation.policy()));
    }
}
