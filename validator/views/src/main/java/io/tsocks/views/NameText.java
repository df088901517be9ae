package io.tsocks.views;

import io.tsocks.engine.analysis.NameTerritory;
import io.tsocks.engine.analysis.PortSet;
import java.io.PrintStream;

/// Prints territories of names: one pattern on each line, with its ports and exceptions.
final class NameText {

    private NameText() {}

    static void print(NameTerritory where, PrintStream out) {
        for (NameTerritory.Part part : where.parts()) {
            String ports = part.ports().equals(PortSet.ALL) ? "" : "  port " + part.ports();
            for (NameTerritory.Names names : part.names()) {
                String except = names.except().isEmpty() ? "" : ", except";
                out.println("    " + names.pattern() + ports + except);
                names.except().forEach(pattern -> out.println("      " + pattern));
            }
        }
    }
}
