package io.tsocks.service;

import io.tsocks.validator.CommandRunner;

/// The program `tsocksd`.
final class TsocksdMain {

    private TsocksdMain() {}

    public static void main(String[] arguments) {
        CommandRunner.main(new TsocksdCommand(), arguments);
    }
}
