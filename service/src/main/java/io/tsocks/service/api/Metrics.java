package io.tsocks.service.api;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tsocks.client.health.Condition;
import io.tsocks.engine.Action;
import io.tsocks.service.events.EventStream;
import io.tsocks.service.policy.PolicyFile;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.policy.RuleHits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/metrics`, in the text format of Prometheus.
public final class Metrics implements DecisionCount {

    private static final Header TYPE =
            HeaderValues.createCached(
                    HeaderNames.CONTENT_TYPE, PrometheusTextFormatWriter.CONTENT_TYPE);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();

    private final CounterDataPoint direct;
    private final CounterDataPoint via;
    private final CounterDataPoint refused;
    private final Counter changes;
    private final Histogram requests;

    public Metrics() {
        Counter decisions =
                Counter.builder()
                        .name("tsocks_decisions_total")
                        .help("Decisions, by their outcome")
                        .labelNames("route")
                        .register(registry);
        direct = decisions.labelValues("direct");
        via = decisions.labelValues("via");
        refused = decisions.labelValues("refused");
        changes =
                Counter.builder()
                        .name("tsocks_policy_changes_total")
                        .help("Proposals of a policy, by what became of them")
                        .labelNames("result")
                        .register(registry);
        changes.initLabelValues("applied");
        changes.initLabelValues("rejected");
        requests =
                Histogram.builder()
                        .name("tsocks_http_request_seconds")
                        .help("How long requests of the API took, by their method and status")
                        .labelNames("method", "status")
                        .classicOnly()
                        .classicUpperBounds(.0001, .00025, .0005, .001, .0025, .01, .1, 1, 10)
                        .register(registry);
    }

    @Override
    public void count(Action action) {
        switch (action) {
            case Action.Direct _ -> direct.inc();
            case Action.Via _ -> via.inc();
            case Action.Refused _ -> refused.inc();
        }
    }

    /// Counts a proposal that was applied.
    public void applied() {
        changes.labelValues("applied").inc();
    }

    /// Counts a proposal that was rejected.
    public void rejected() {
        changes.labelValues("rejected").inc();
    }

    /// Notes how long a request took.
    void took(String method, int status, Duration time) {
        requests.labelValues(method, Integer.toString(status)).observe(time.toNanos() / 1e9);
    }

    /// Adds what is asked for when the metrics are.
    void observe(PolicyService policies, EventStream events, Traffic traffic) {
        observePolicy(policies);
        observeTraffic(traffic);
        GaugeWithCallback.builder()
                .name("tsocks_event_listeners")
                .help("Clients that listen to events")
                .callback(value -> value.call(events.listeners()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tsocks_events_dropped_total")
                .help("Events that a client did not take in time")
                .callback(value -> value.call((double) events.dropped()))
                .register(registry);
    }

    private void observePolicy(PolicyService policies) {
        GaugeWithCallback.builder()
                .name("tsocks_policy_revision")
                .help("The number of the revision in force; 0 if there is none")
                .callback(
                        value ->
                                value.call(
                                        policies.active()
                                                .map(live -> live.revision().number())
                                                .orElse(0L)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tsocks_policy_file_in_force")
                .help("Whether the policy file is in force")
                .callback(
                        value ->
                                policies.file()
                                        .ifPresent(file -> value.call(isInForce(file, policies))))
                .register(registry);
        CounterWithCallback.builder()
                .name("tsocks_rule_hits_total")
                .help("How often each rule of the revision in force has decided")
                .labelNames("rule")
                .callback(value -> policies.active().ifPresent(live -> hits(live.hits(), value)))
                .register(registry);
    }

    private static int isInForce(PolicyFile file, PolicyService policies) {
        return file.state(policies.active()) == PolicyFile.State.ACTIVE ? 1 : 0;
    }

    private static void hits(RuleHits hits, CounterWithCallback.Callback value) {
        // The loopback networks have the same words, and a metric has each label once.
        Map<String, Long> byRule = new LinkedHashMap<>();
        hits.list().forEach(one -> byRule.merge(one.rule().describe(), one.count(), Long::sum));
        byRule.merge("other", hits.others(), Long::sum);
        byRule.forEach((rule, count) -> value.call(count, rule));
    }

    private void observeTraffic(Traffic traffic) {
        GaugeWithCallback.builder()
                .name("tsocks_connections")
                .help("Open connections of the gateway")
                .callback(value -> value.call(traffic.connections().size()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tsocks_server_usable")
                .help("Whether a server that was used is usable")
                .labelNames("server")
                .callback(
                        value ->
                                traffic.servers()
                                        .forEach(
                                                known ->
                                                        value.call(
                                                                known.condition()
                                                                                instanceof
                                                                                Condition.Closed
                                                                        ? 1
                                                                        : 0,
                                                                known.server().uri())))
                .register(registry);
    }

    void addTo(HttpRouting.Builder routing, Access access) {
        routing.get("/metrics", access.needs(Role.READ, this::send));
    }

    private void send(ServerRequest request, ServerResponse response) throws IOException {
        var bytes = new ByteArrayOutputStream();
        writer.write(bytes, registry.scrape());
        response.header(TYPE).send(bytes.toByteArray());
    }
}
