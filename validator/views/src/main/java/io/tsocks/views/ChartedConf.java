package io.tsocks.views;

import io.tsocks.engine.analysis.PolicyChart;

/// A configuration without errors, and the chart of its policy.
public record ChartedConf(LoadedConf conf, PolicyChart chart) {

    /// Charts a configuration.
    public static ChartedConf of(LoadedConf conf) {
        return new ChartedConf(conf, PolicyChart.of(conf.policy()));
    }

    /// What messages call the file.
    public String name() {
        return conf.file().name();
    }

    /// Whether the file has IPv6 networks.
    public boolean speaksOfIp6() {
        return conf.policy().speaksOfIp6();
    }
}
