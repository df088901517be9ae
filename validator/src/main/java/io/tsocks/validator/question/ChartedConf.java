package io.tsocks.validator.question;

import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.analysis.PolicyChart;
import io.tsocks.grammar.Printable;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.ConfReader;
import io.tsocks.validator.ConfReport;
import io.tsocks.validator.InputFile;
import io.tsocks.validator.LoadedConf;
import io.tsocks.validator.UsageException;
import java.util.List;
import java.util.Optional;

/// A configuration without errors, and the chart of its policy.
record ChartedConf(LoadedConf conf, PolicyChart chart) {

    /// Reads a configuration and charts it.
    ///
    /// @param name a path, or [ConfReader#STDIN]
    /// @param input what may be read
    /// @param resolver who is asked for the addresses of servers given by name; empty to ask
    ///     nobody, which is said
    /// @throws UsageException if it cannot be read or has errors; the errors are printed
    static ChartedConf read(
            String name, InputFile input, Optional<Resolver> resolver, CommandContext context)
            throws UsageException {
        ConfReader reader = new ConfReader(context, input);
        LoadedConf conf = reader.read(name);
        if (!conf.errors().isEmpty()) {
            new ConfReport(context.err(), context).printProblems(conf, conf.errors());
            throw new UsageException(
                    conf.file().name()
                            + ": what its author means cannot be known until the errors are"
                            + " mended");
        }
        LoadedConf known = resolver.map(conf::withServerAddresses).orElse(conf);
        sayUnknownServers(known, context);
        return new ChartedConf(known, PolicyChart.of(known.policy()));
    }

    private static void sayUnknownServers(LoadedConf conf, CommandContext context) {
        List<String> unknown = conf.unknownServers();
        if (!unknown.isEmpty()) {
            context.err()
                    .println(
                            "tsocks-route: "
                                    + Printable.of(conf.file().name())
                                    + ": whether a connection may go through "
                                    + Printable.of(Words.list(unknown, 3))
                                    + " depends on the address, which has to be in a local network;"
                                    + " --resolve looks it up");
        }
    }

    /// Reads a configuration whose chart shows the whole policy.
    ///
    /// @throws UsageException as [#read], or if a mask has too many holes
    static ChartedConf readExact(
            String name, InputFile input, Optional<Resolver> resolver, CommandContext context)
            throws UsageException {
        ChartedConf charted = read(name, input, resolver, context);
        if (!charted.chart.isExact()) {
            PolicyMap map = charted.chart.map();
            PolicyMap.Uncharted odd = map.uncharted().getFirst();
            throw new UsageException(
                    charted.name()
                            + ": an exact answer would take too long, because the mask of "
                            + odd.network()
                            + " ("
                            + charted.lines().of(map.owners().get(odd.owner()))
                            + ") has too many runs of addresses");
        }
        return charted;
    }

    /// What messages call the file.
    String name() {
        return conf.file().name();
    }

    /// Whether the file has IPv6 networks.
    boolean speaksOfIp6() {
        return conf.policy().speaksOfIp6();
    }

    /// Names the lines of the file.
    Lines lines() {
        return new Lines(conf.file());
    }
}
