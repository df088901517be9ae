package io.tsocks.validator;

import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Resolver;
import io.tsocks.net.Excerpt;
import io.tsocks.net.Printable;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.Lines;
import io.tsocks.views.LoadedConf;
import io.tsocks.views.Words;
import java.util.List;
import java.util.Optional;

/// Reads the configurations that questions are about.
final class ChartReader {

    private final CommandContext context;
    private final InputFile input;
    private final Optional<Resolver> resolver;

    /// @param input what may be read
    /// @param resolver is asked for the addresses of servers given by name; if empty, they are not
    ///     looked up, and a message says so
    ChartReader(CommandContext context, InputFile input, Optional<Resolver> resolver) {
        this.context = context;
        this.input = input;
        this.resolver = resolver;
    }

    /// Reads a configuration and charts it.
    ///
    /// @param name a path, or [ConfReader#STDIN]
    /// @throws UsageException if it cannot be read or has errors; the errors are printed
    ChartedConf read(String name) throws UsageException {
        LoadedConf conf = new ConfReader(context, input).read(name);
        if (!conf.errors().isEmpty()) {
            new ConfReport(context.err(), context).printProblems(conf, conf.errors());
            throw new UsageException(
                    conf.file().name()
                            + ": it has errors; correct them first, because only then is it known"
                            + " what its author means");
        }
        LoadedConf known = resolver.map(conf::withServerAddresses).orElse(conf);
        sayUnknownServers(known);
        return ChartedConf.of(known);
    }

    private void sayUnknownServers(LoadedConf conf) {
        List<String> unknown = conf.unknownServers();
        if (!unknown.isEmpty()) {
            context.err()
                    .println(
                            "tsocks-route: "
                                    + Printable.of(conf.file().name())
                                    + ": whether a connection may go through "
                                    + Printable.of(Excerpt.of(Words.list(unknown, 3)))
                                    + " depends on the address, which has to be in a local network;"
                                    + " --resolve looks it up");
        }
    }

    /// Reads a configuration whose chart shows the whole policy.
    ///
    /// @throws UsageException as [#read], or if a mask has too many holes
    ChartedConf readExact(String name) throws UsageException {
        ChartedConf charted = read(name);
        if (!charted.chart().isExact()) {
            throw notExact(charted);
        }
        return charted;
    }

    private static UsageException notExact(ChartedConf charted) {
        PolicyMap map = charted.chart().map();
        PolicyMap.Uncharted odd = map.uncharted().getFirst();
        return new UsageException(
                charted.name()
                        + ": an exact answer would take too long, because the mask of "
                        + odd.network()
                        + " ("
                        + Lines.of(map.owners().get(odd.owner()))
                        + ") has too many runs of addresses");
    }
}
