package io.tsocks.validator;

/// The program `tsocks-validate`.
final class ValidateMain {

    private ValidateMain() {}

    public static void main(String[] arguments) {
        CommandRunner.main(new ValidateCommand(), arguments);
    }
}
