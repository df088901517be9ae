package io.tsocks.views;

import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.HilbertCurve;
import io.tsocks.engine.analysis.Section;
import io.tsocks.net.Address;
import io.tsocks.net.Printable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Draws a map with characters. Each stands for two networks, one above the other; on a map of
/// IPv4 these are /12.
public final class TerminalMap {

    private static final int SIDE = 64;

    /// The width of a place in blocks.
    private static final int STEP = HilbertCurve.SIDE / SIDE;

    private final Picture picture;
    private final boolean colour;
    private final List<List<Set<Paint>>> rows = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private TerminalMap(Picture picture, boolean colour) {
        this.picture = picture;
        this.colour = colour;
        for (int y = 0; y < SIDE; y++) {
            List<Set<Paint>> row = new ArrayList<>();
            for (int x = 0; x < SIDE; x++) {
                row.add(new LinkedHashSet<>());
            }
            rows.add(row);
        }
        for (int block = 0; block < BlockMap.BLOCKS; block++) {
            HilbertCurve.Point place = HilbertCurve.at(block);
            rows.get(place.y() / STEP)
                    .get(place.x() / STEP)
                    .addAll(picture.paints(picture.blocks().labels(block)));
        }
    }

    /// Draws a picture.
    ///
    /// @param colour whether to draw coloured half blocks; otherwise letters
    public static String draw(Picture picture, boolean colour) {
        return new TerminalMap(picture, colour).draw();
    }

    private String draw() {
        text.append(picture.title()).append("\n\n");
        Section section = picture.section();
        ends(section.part(0).first(), section.addresses().last());
        for (int y = 0; y < SIDE; y += 2) {
            for (int x = 0; x < SIDE; x++) {
                place(rows.get(y).get(x), rows.get(y + 1).get(x));
            }
            text.append('\n');
        }
        ends(section.addresses(0, BlockMap.BLOCKS / 2 - 1).last(), section.part(128).first());
        text.append('\n');
        picture.legend().forEach(label -> legend(picture.layers().get(label)));
        if (picture.hasMixedBlocks()
                || rows.stream().flatMap(List::stream).anyMatch(p -> p.size() > 1)) {
            text.append(colour ? "\u259a" : "*").append("  more than one of these\n");
        }
        names();
        return text.toString();
    }

    /// The addresses in the left and right corners.
    private void ends(Address left, Address right) {
        String first = left.toString();
        String last = right.toString();
        text.append(first).append(" ".repeat(SIDE - first.length() - last.length()));
        text.append(last).append('\n');
    }

    private void names() {
        if (picture.names().isEmpty()) {
            return;
        }
        text.append("\nHost names\n").append(picture.names().note()).append("\n\n");
        List<NameRow> rows = picture.names().shown();
        int names = widest(rows, NameRow::names);
        int ports = widest(rows, NameRow::ports);
        int route = widest(rows, row -> Printable.of(row.route()));
        for (NameRow row : rows) {
            row.paint().ifPresentOrElse(this::swatch, () -> text.append(' '));
            text.append("  ").append(padded(row.names(), names));
            text.append("  ").append(padded(row.ports(), ports));
            text.append("  ").append(padded(Printable.of(row.route()), route));
            text.append("  ").append(row.because()).append('\n');
        }
        if (!picture.names().left().isEmpty()) {
            text.append("   ").append(picture.names().left()).append('\n');
        }
    }

    private static int widest(List<NameRow> rows, Function<NameRow, String> cell) {
        return rows.stream().mapToInt(row -> cell.apply(row).length()).max().orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private void place(Set<Paint> upper, Set<Paint> lower) {
        Set<Paint> both = new LinkedHashSet<>(upper);
        both.addAll(lower);
        if (!colour) {
            text.append(both.size() == 1 ? both.iterator().next().letter() : '*');
            return;
        }
        List<Paint> paints = List.copyOf(both);
        if (upper.size() == 1 && lower.size() == 1) {
            half(paints.getFirst(), paints.getLast());
        } else {
            cell('\u259a', paints.get(0), paints.get(1));
        }
    }

    private void half(Paint upper, Paint lower) {
        if (upper.equals(Paint.SAME) && lower.equals(Paint.SAME)) {
            text.append(' ');
        } else if (upper.equals(Paint.SAME)) {
            cell('\u2584', lower, upper);
        } else {
            cell('\u2580', upper, lower);
        }
    }

    private void cell(char character, Paint front, Paint back) {
        text.append("\u001b[").append(ansi(38, front)).append(';').append(ansi(48, back));
        text.append('m').append(character).append("\u001b[0m");
    }

    private static String ansi(int ground, Paint paint) {
        return paint.ansi() < 0 ? Integer.toString(ground + 1) : ground + ";5;" + paint.ansi();
    }

    private void swatch(Paint paint) {
        if (!colour) {
            text.append(paint.letter());
        } else if (paint.equals(Paint.SAME)) {
            text.append(' ');
        } else {
            cell('\u2588', paint, paint);
        }
    }

    private void legend(Layer layer) {
        swatch(layer.paint());
        text.append("  ").append(layer.name());
        layer.details().stream().limit(1).forEach(detail -> text.append(": ").append(detail));
        text.append('\n');
    }
}
