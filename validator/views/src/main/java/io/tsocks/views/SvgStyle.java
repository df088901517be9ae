package io.tsocks.views;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The style sheet of a map.
final class SvgStyle {

    private SvgStyle() {}

    /// The style sheet for the paints of a picture.
    static String css(Picture picture) {
        List<Paint> paints =
                Stream.concat(picture.layers().stream().map(Layer::paint), Stream.of(Paint.SAME))
                        .distinct()
                        .toList();
        StringBuilder css =
                new StringBuilder(
                        """

                        text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
                        .h1{font-size:28px;font-weight:650}
                        .note{font-size:14px}
                        .name{font-size:15px;font-weight:600}
                        .detail{font-size:12.5px}
                        .n{font-size:4px;font-weight:600;text-anchor:middle}
                        .m{font-size:2.7px;font-weight:600;text-anchor:middle}
                        .w{font-size:1.9px;text-anchor:middle}
                        .n,.m,.w{pointer-events:none;opacity:.8}
                        .grid{fill:none;stroke:#fff;stroke-opacity:.3;stroke-width:.25;pointer-events:none}
                        #map path:not(.grid),.inset path{shape-rendering:crispEdges}
                        #map path:not(.grid):hover{opacity:.72}
                        .ring{fill:none;stroke:#fff;stroke-width:.5;pointer-events:none}
                        .ring+.ring{stroke:#111;stroke-width:.25}
                        .call{font-size:2.5px;font-weight:600;fill:#111;stroke:#fff;stroke-width:.7;
                        paint-order:stroke;stroke-linejoin:round;pointer-events:none}
                        .inset .call{font-size:8px;stroke-width:2.2}
                        .frame{fill:none;stroke:#000;stroke-opacity:.25}
                        svg{background:#fff}.ground{fill:#fff}.h1,.name{fill:#16191d}.note,.detail{fill:#59616b}
                        """);
        for (Paint paint : paints) {
            css.append('.').append(paint.svgClass()).append("{fill:").append(paint.light());
            css.append("}.i").append(paint.svgClass()).append("{fill:").append(paint.ink());
            css.append("}\n");
        }
        css.append("@media (prefers-color-scheme:dark){\n");
        css.append(
                """
                svg{background:#0f1318}.ground{fill:#0f1318}.h1,.name{fill:#eef1f4}.note,.detail{fill:#a2abb6}
                .call{fill:#fff;stroke:#0f1318}.frame{stroke:#fff}.ir{fill:#aab2bd}
                """);
        append(css, paints, Paint::dark);
        return css.append("}\n").toString();
    }

    private static void append(
            StringBuilder css, List<Paint> paints, Function<Paint, String> colour) {
        for (Paint paint : paints) {
            css.append('.').append(paint.svgClass()).append("{fill:");
            css.append(colour.apply(paint)).append("}\n");
        }
    }
}
