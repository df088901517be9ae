package io.tsocks.views;

import java.util.List;

/// A colour of a map. Direct connections and the first servers have Okabe and Ito's colours, which
/// people with every kind of colour blindness can tell apart (jfly.uni-koeln.de/color). Further
/// servers have other colours, each as far as possible from those before.
///
/// @param svgClass the class of shapes in SVG
/// @param light the colour for a light background
/// @param dark the colour for a dark background
/// @param ink the colour of text upon it
/// @param ansi the index in the palette of 256 colours of terminals; -1 for the background
/// @param letter the letter for output without colours
public record Paint(String svgClass, String light, String dark, String ink, int ansi, char letter) {

    static final Paint DIRECT = new Paint("d", "#009e73", "#00936b", "#ffffff", 36, '.');
    static final Paint REFUSED = new Paint("r", "#c3c8cf", "#4a525d", "#59616b", 243, 'x');

    /// The paint of unchanged destinations in a comparison.
    static final Paint SAME = new Paint("s", "#eef0f3", "#1c222a", "#8a929c", -1, ' ');

    private static final List<Paint> SERVERS =
            List.of(
                    new Paint("a", "#0072b2", "#1b7fbd", "#ffffff", 25, 'A'),
                    new Paint("b", "#e69f00", "#e09b00", "#1b1b1b", 214, 'B'),
                    new Paint("c", "#cc79a7", "#c774a2", "#1b1b1b", 175, 'C'),
                    new Paint("e", "#56b4e9", "#56b4e9", "#1b1b1b", 74, 'D'),
                    new Paint("f", "#f0e442", "#e3d73c", "#1b1b1b", 227, 'E'),
                    new Paint("g", "#d55e00", "#d55e00", "#ffffff", 166, 'F'));

    /// The angle of a walk round the colour circle on which neighbours are far apart and no hue
    /// comes twice.
    private static final double GOLDEN_ANGLE = 137.508;

    private static final double[] LIGHTNESS = {0.36, 0.64, 0.5};

    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwyz0123456789";

    /// The paint of a server. Servers are numbered from the one with the most addresses.
    ///
    /// @param index from 0; each index has a different colour
    static Paint ofServer(int index) {
        return index < SERVERS.size() ? SERVERS.get(index) : further(index);
    }

    private static Paint further(int index) {
        double lightness = LIGHTNESS[index % LIGHTNESS.length];
        int rgb = rgb(index * GOLDEN_ANGLE % 360, 0.6, lightness);
        String hex = String.format("#%06x", rgb);
        return new Paint(
                "p" + index,
                hex,
                hex,
                lightness > 0.45 ? "#1b1b1b" : "#ffffff",
                16 + 36 * step(rgb >> 16) + 6 * step(rgb >> 8) + step(rgb),
                index < LETTERS.length() ? LETTERS.charAt(index) : '+');
    }

    /// The nearest of a terminal's six levels of a primary colour.
    private static int step(int channel) {
        return Math.round((channel & 255) / 51f);
    }

    /// HSL to RGB (CSS Color Module Level 4, section 7.1).
    private static int rgb(double hue, double saturation, double lightness) {
        return channel(0, hue, saturation, lightness) << 16
                | channel(8, hue, saturation, lightness) << 8
                | channel(4, hue, saturation, lightness);
    }

    private static int channel(int offset, double hue, double saturation, double lightness) {
        double place = (offset + hue / 30) % 12;
        double reach = saturation * Math.min(lightness, 1 - lightness);
        double slope = Math.max(-1, Math.min(Math.min(place - 3, 9 - place), 1));
        return (int) Math.round(255 * (lightness - reach * slope));
    }
}
