package io.tsocks.validator.rules;

import io.tsocks.grammar.Statement;
import io.tsocks.validator.lint.Subject;
import java.util.ArrayList;
import java.util.List;

/// The settings of a file by the block that they belong to: the top level, then each path.
final class Blocks {

    private Blocks() {}

    static List<List<Statement>> of(Subject subject) {
        List<Statement> top = new ArrayList<>();
        List<List<Statement>> blocks = new ArrayList<>(List.of(top));
        List<Statement> current = top;
        for (Statement statement : subject.file().statements()) {
            switch (statement) {
                case Statement.PathOpening _ -> {
                    current = new ArrayList<>();
                    blocks.add(current);
                }
                case Statement.PathClosing _ -> current = top;
                case Statement.Setting setting -> current.add(setting);
                case Statement.Local _, Statement.Reaches _ -> {}
            }
        }
        return blocks;
    }
}
