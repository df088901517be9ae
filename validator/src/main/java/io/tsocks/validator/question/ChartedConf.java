package io.tsocks.validator.question;

import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.analysis.PolicyChart;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.ConfReader;
import io.tsocks.validator.ConfReport;
import io.tsocks.validator.LoadedConf;
import io.tsocks.validator.UsageException;

/// A configuration without errors, and the chart of its policy.
record ChartedConf(LoadedConf conf, PolicyChart chart) {

    /// Reads a configuration and charts it.
    ///
    /// @param name a path, or [ConfReader#STDIN]
    /// @throws UsageException if it cannot be read or has errors; the errors are printed
    static ChartedConf read(String name, CommandContext context) throws UsageException {
        ConfReader reader = new ConfReader(context);
        LoadedConf conf = reader.read(name);
        if (!conf.errors().isEmpty()) {
            new ConfReport(context.err(), context).printProblems(conf, conf.errors());
            throw new UsageException(
                    conf.file().name()
                            + ": what its author means cannot be known until the errors are"
                            + " mended");
        }
        return new ChartedConf(conf, PolicyChart.of(conf.policy()));
    }

    /// Reads a configuration whose chart shows the whole policy.
    ///
    /// @throws UsageException as [#read], or if a mask has too many holes
    static ChartedConf readExact(String name, CommandContext context) throws UsageException {
        ChartedConf charted = read(name, context);
        if (!charted.chart.isExact()) {
            PolicyMap map = charted.chart.map();
            PolicyMap.Uncharted odd = map.uncharted().getFirst();
            throw new UsageException(
                    charted.name()
                            + ": an exact answer would take too long, because the mask of "
                            + odd.network()
                            + " ("
                            + charted.lines().of(map.owners().get(odd.owner()))
                            + ") has more than 4,096 runs of addresses");
        }
        return charted;
    }

    /// What messages call the file.
    String name() {
        return conf.file().name();
    }

    /// Names the lines of the file.
    Lines lines() {
        return new Lines(conf.file());
    }
}
