package io.tsocks.validator;

import io.tsocks.engine.options.DefaultConf;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.views.LoadedConf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds and reads configuration files.
public final class ConfReader {

    /// The name that stands for standard input.
    public static final String STDIN = "-";

    /// The help text about the name of a configuration.
    public static final String FILE_HELP =
            "A configuration, or - for standard input. The default is " + DefaultConf.PLACES + ".";

    /// What messages call the policy of [ServerOptions].
    private static final String OPTIONS = "options";

    private final CommandContext context;
    private final InputFile input;
    private final @Nullable String options;

    /// Makes the reader of a command.
    ///
    /// @param input what may be read
    public ConfReader(CommandContext context, InputFile input) {
        this(context, input, null);
    }

    private ConfReader(CommandContext context, InputFile input, @Nullable String options) {
        this.context = context;
        this.input = input;
        this.options = options;
    }

    /// A reader for a policy that options say: whatever name it is given, it reads that.
    ///
    /// @param text the policy, as a configuration
    ConfReader withOptions(String text) {
        return new ConfReader(context, input, text);
    }

    /// Whether a configuration of this name is a file, and no text from elsewhere.
    boolean isFile(String name) {
        return options == null && !name.equals(STDIN);
    }

    /// Reads and compiles a file.
    ///
    /// @param name a path, or [#STDIN]
    /// @throws UsageException if it cannot be read
    public LoadedConf read(String name) throws UsageException {
        return LoadedConf.of(parse(name, "<stdin>"));
    }

    /// Reads a file without compiling it.
    ///
    /// @param name a path, or [#STDIN]
    /// @param stdinName what messages call standard input
    /// @throws UsageException if it cannot be read
    ConfFile parse(String name, String stdinName) throws UsageException {
        if (options != null) {
            return ConfParser.parseText(OPTIONS, options);
        }
        if (name.isEmpty()) {
            throw new UsageException("the name of a configuration is empty");
        }
        return name.equals(STDIN)
                ? ConfParser.parse(stdinName, input.readStdin(context))
                : ConfParser.parse(name, input.read(name));
    }

    /// The files in the arguments of a command, or the one that tsocks would use.
    List<String> names(String[] given) throws UsageException {
        return given.length == 0 ? List.of(defaultName()) : List.of(given);
    }

    /// The file that tsocks would use: `TSOCKS_CONF_FILE`, else `~/.tsocks.conf`, else
    /// `/etc/tsocks.conf`. The file of the variable is taken whether it exists or not.
    ///
    /// @throws UsageException if there is none
    public String defaultName() throws UsageException {
        if (options != null) {
            return OPTIONS;
        }
        return switch (DefaultConf.of(context.environment())) {
            case DefaultConf.Found found -> found.name();
            case DefaultConf.Missing missing -> throw new UsageException(missing.message());
        };
    }
}
