/// The client library of Prometheus in one module.
module io.tsocks.prometheus {
    exports io.prometheus.metrics.core.datapoints;
    exports io.prometheus.metrics.core.metrics;
    exports io.prometheus.metrics.expositionformats;
    exports io.prometheus.metrics.model.registry;
    exports io.prometheus.metrics.model.snapshots;
}
