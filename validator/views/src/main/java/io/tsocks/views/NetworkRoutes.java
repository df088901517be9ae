package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.Policy;
import io.tsocks.engine.analysis.PolicyChart;
import io.tsocks.engine.analysis.PolicySearch;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.engine.analysis.Prefix;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.engine.analysis.Territory;
import io.tsocks.net.Address;
import java.util.List;
import java.util.stream.Stream;

/// The routes of all destinations of a network: one if they are all the same, otherwise one for
/// each of the smaller networks and ports into which it falls.
public final class NetworkRoutes {

    private final PolicyChart chart;

    private NetworkRoutes(PolicyChart chart) {
        this.chart = chart;
    }

    /// The route of a part of a network.
    ///
    /// @param where the part: `10.0.0.0/9`, `10.0.0.0/9:80`, `[2001:db8::/32]:80`
    /// @param because the lines that decide
    public record Part(String where, Action action, String because) {

        /// `direct (local at line 3)`
        @Override
        public String toString() {
            return Words.outcome(action) + " (" + because + ")";
        }
    }

    /// Prepares answers about a policy.
    public static NetworkRoutes of(Policy policy) {
        return new NetworkRoutes(PolicyChart.of(policy));
    }

    /// Whether a destination is a network, or is meant as one.
    public static boolean isNetwork(String text) {
        return text.indexOf('/') >= 0 && !text.contains("://");
    }

    /// The parts of a network, each with one route; a single part if all of it has the same route.
    ///
    /// @param text `10.0.0.0/8`, `10.0.0.0/8:80`, `2001:db8::/32`, `[2001:db8::/32]:80-90`
    /// @throws QuestionSyntaxException if the text is not a network; the message is for the person
    ///     who wrote it
    public List<Part> of(String text) throws QuestionSyntaxException {
        if (!chart.isExact()) {
            throw new QuestionSyntaxException(
                    "a mask of the configuration has too many holes for the routes of a network");
        }
        List<PolicySearch.Finding> findings = PolicySearch.all(chart, question(text));
        return findings.size() == 1
                ? List.of(part(text, findings.getFirst()))
                : findings.stream().flatMap(this::parts).toList();
    }

    /// The question for all destinations of a network.
    ///
    /// @throws QuestionSyntaxException if the text is not a network, as in [#of(String)]
    static Question question(String text) throws QuestionSyntaxException {
        boolean brackets = text.startsWith("[") && text.indexOf(']') > 0;
        int end = brackets ? text.indexOf(']') : text.indexOf(':', text.indexOf('/'));
        String network = end < 0 ? text : text.substring(brackets ? 1 : 0, end);
        String rest = end < 0 ? "" : text.substring(brackets ? end + 1 : end);
        if (!rest.isEmpty() && (!rest.startsWith(":") || rest.length() == 1)) {
            throw new QuestionSyntaxException("after the network only :PORT may follow");
        }
        String ports = rest.isEmpty() ? "any" : rest.substring(1);
        return Question.parse("any to " + network + " port " + ports);
    }

    private Stream<Part> parts(PolicySearch.Finding finding) {
        return finding.where().parts().stream()
                .flatMap(
                        piece ->
                                piece.prefixes().stream()
                                        .map(prefix -> part(where(prefix, piece), finding)));
    }

    private Part part(String where, PolicySearch.Finding finding) {
        return new Part(where, finding.verdict().action(), Lines.of(finding.verdict().owners()));
    }

    private static String where(Prefix prefix, Territory.Part piece) {
        if (piece.ports().equals(PortSet.ALL)) {
            return prefix.toString();
        }
        return switch (prefix.first()) {
            case Address.Ip4 _ -> prefix + ":" + piece.ports();
            case Address.Ip6 _ -> "[" + prefix + "]:" + piece.ports();
        };
    }
}
