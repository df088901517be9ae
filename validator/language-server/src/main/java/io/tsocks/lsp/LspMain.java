package io.tsocks.lsp;

import io.tsocks.validator.CommandRunner;

/// The program `tsocks-lsp`.
final class LspMain {

    private LspMain() {}

    public static void main(String[] arguments) {
        CommandRunner.main(new LspCommand(), arguments);
    }
}
