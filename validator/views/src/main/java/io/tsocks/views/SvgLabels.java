package io.tsocks.views;

import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.HilbertCurve;
import io.tsocks.engine.analysis.Section;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Names the 256 networks of a map: on a map of IPv4 by the first byte, with the purpose of the
/// network if it has a well-known one (IANA IPv4 Special-Purpose Address Registry), and on another
/// by the bytes that its addresses share.
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
            String name = picture.section().length() == 0 ? name(first) : "";
            double baseline = name.isEmpty() ? y + 1.4 : y + .4;
            String label = label(picture.section(), first);
            line(svg, label.length() > 5 ? "m" : "n", ground, x, baseline, label);
            if (!name.isEmpty()) {
                line(svg, "w", ground, x, y + 3.2, name);
            }
        }
    }

    /// `10` on the whole of IPv4, `10.3` on 10.0.0.0/8, `10.3.7` on 10.3.0.0/16.
    private static String label(Section section, int part) {
        int bytes = (section.length() + 8 + 7) / 8;
        return Arrays.stream(section.part(part).first().toString().split("\\."))
                .limit(bytes)
                .collect(Collectors.joining("."));
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

    /// The most common paint of a network.
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
