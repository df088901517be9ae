package io.tsocks.validator.question;

import java.util.List;

/// The colours of a map. Those of servers and of direct connections are Okabe and Ito's, which
/// people with every kind of colour blindness tell apart (jfly.uni-koeln.de/color).
enum Paint {
    DIRECT("d", "#009e73", "#00936b", "#ffffff", 36, '.'),
    SERVER_1("a", "#0072b2", "#1b7fbd", "#ffffff", 25, 'A'),
    SERVER_2("b", "#e69f00", "#e09b00", "#1b1b1b", 214, 'B'),
    SERVER_3("c", "#cc79a7", "#c774a2", "#1b1b1b", 175, 'C'),
    SERVER_4("e", "#56b4e9", "#56b4e9", "#1b1b1b", 74, 'D'),
    SERVER_5("f", "#f0e442", "#e3d73c", "#1b1b1b", 227, 'E'),
    SERVER_6("g", "#d55e00", "#d55e00", "#ffffff", 166, 'F'),
    /// All further servers.
    OTHER("o", "#8a7fae", "#857aa9", "#ffffff", 97, '+'),
    REFUSED("r", "#c3c8cf", "#4a525d", "#59616b", 243, 'x'),
    /// What a comparison leaves out.
    SAME("s", "#eef0f3", "#1c222a", "#8a929c", -1, ' ');

    private static final List<Paint> SERVERS =
            List.of(SERVER_1, SERVER_2, SERVER_3, SERVER_4, SERVER_5, SERVER_6);

    /// The class of shapes in SVG.
    final String svgClass;

    /// For a light background.
    final String light;

    /// For a dark background.
    final String dark;

    /// Text upon it.
    final String ink;

    /// In the palette of 256 colours that terminals have; -1 for the background.
    final int ansi;

    /// Where there are no colours.
    final char letter;

    Paint(String svgClass, String light, String dark, String ink, int ansi, char letter) {
        this.svgClass = svgClass;
        this.light = light;
        this.dark = dark;
        this.ink = ink;
        this.ansi = ansi;
        this.letter = letter;
    }

    /// The paint of the servers, the one with the most addresses first.
    static Paint ofServer(int index) {
        return index < SERVERS.size() ? SERVERS.get(index) : OTHER;
    }
}
