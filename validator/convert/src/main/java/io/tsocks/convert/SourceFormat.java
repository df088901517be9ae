package io.tsocks.convert;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The configurations of other programs of which a tsocks.conf can be made.
public enum SourceFormat {
    /// `proxychains.conf` of proxychains-ng 4.
    PROXYCHAINS("proxychains"),
    /// `torsocks.conf` of torsocks 2.
    TORSOCKS("torsocks"),
    /// A file of variables, such as `ALL_PROXY` and `NO_PROXY`.
    ENVIRONMENT("env"),
    /// System properties of Java, such as `socksProxyHost` and `socksNonProxyHosts`.
    JAVA_PROPERTIES("nonProxyHosts"),
    /// `ssh_config` of OpenSSH.
    SSH("ssh"),
    /// `dante.conf` or `socks.conf`, the file of Dante's client.
    DANTE("dante");

    private final String label;

    SourceFormat(String label) {
        this.label = label;
    }

    /// The name of the format.
    public String label() {
        return label;
    }

    /// The format of this name.
    public static Optional<SourceFormat> of(String label) {
        return Arrays.stream(values()).filter(format -> format.label.equals(label)).findFirst();
    }

    /// The names of all, for a message.
    public static String labels() {
        return Arrays.stream(values()).map(SourceFormat::label).collect(Collectors.joining(", "));
    }

    /// Makes a tsocks.conf of a text. Whatever the text is, the result is one without errors, or
    /// one that refuses and says so.
    ///
    /// @param resolver is asked for the addresses of servers given by name; if empty, they are not
    ///     looked up
    public Conversion convert(String text, Optional<Resolver> resolver) {
        Remarks remarks = new Remarks();
        ConfDraft draft = new ConfDraft(remarks, resolver);
        draft.comment("Made by tsocks-validate convert --from " + label + ".");
        String bare = text.startsWith("\ufeff") ? text.substring(1) : text;
        switch (this) {
            case PROXYCHAINS -> new FromProxychains(remarks, draft).read(bare);
            case TORSOCKS -> new FromTorsocks(remarks, draft).read(bare);
            case ENVIRONMENT -> new FromEnvironment(remarks, draft).read(bare);
            case JAVA_PROPERTIES -> new FromJavaProperties(remarks, draft).read(bare);
            case SSH -> new FromSsh(remarks, draft).read(bare);
            case DANTE -> new FromDante(remarks, draft).read(bare);
        }
        String conf = draft.text();
        errors(conf).forEach(error -> sayRefused(remarks, error));
        return new Conversion(conf, remarks.all());
    }

    private static void sayRefused(Remarks remarks, Problem error) {
        remarks.lost(
                Remarks.WHOLE_FILE,
                "the result has an error: " + error.message(),
                "tsocks runs nothing with it until that is put right");
    }

    /// What keeps tsocks from starting with a text.
    private static Stream<Problem> errors(String conf) {
        ConfFile file = ConfParser.parseText("", conf);
        return Stream.concat(
                        file.problems().stream(), PolicyCompiler.compile(file).problems().stream())
                .filter(problem -> problem.severity() == Severity.ERROR);
    }
}
