package io.tsocks.views;

import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.HilbertCurve;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes its first byte on each /8, and its purpose if it has a well-known one (IANA IPv4
/// Special-Purpose Address Registry).
final class SvgLabels {

    private static final Map<Integer, String> NAMES =
            Map.of(0, "this host", 10, "private", 127, "loopback");

    private SvgLabels() {}

    static void append(Picture picture, StringBuilder svg) {
        for (int first = 0; first < 256; first++) {
            HilbertCurve.Point place = HilbertCurve.at(first << 8);
            int x = place.x() / 16 * 16 + 8;
            int y = place.y() / 16 * 16 + 8;
            Paint ground = ground(picture, first);
            String name = name(first);
            double baseline = name.isEmpty() ? y + 1.4 : y + .4;
            line(svg, "n", ground, x, baseline, Integer.toString(first));
            if (!name.isEmpty()) {
                line(svg, "w", ground, x, y + 3.2, name);
            }
        }
    }

    private static String name(int first) {
        if (first >= 240) {
            return "reserved";
        }
        return first >= 224 ? "multicast" : NAMES.getOrDefault(first, "");
    }

    private static void line(
            StringBuilder svg, String style, Paint ground, int x, double y, String text) {
        svg.append("<text class=\"" + style + " i" + ground.svgClass() + "\" x=\"" + x + "\" y=\"")
                .append(y)
                .append("\">")
                .append(text)
                .append("</text>\n");
    }

    /// The most common paint of a /8.
    private static Paint ground(Picture picture, int first) {
        BlockMap blocks = picture.blocks();
        Map<Paint, Long> counts =
                IntStream.range(first << 8, (first + 1) << 8)
                        .mapToObj(block -> picture.paints(blocks.labels(block)).getFirst())
                        .collect(Collectors.groupingBy(paint -> paint, Collectors.counting()));
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Paint, Long>comparingByValue()
                                .thenComparing(entry -> entry.getKey().svgClass()))
                .orElseThrow()
                .getKey();
    }
}
