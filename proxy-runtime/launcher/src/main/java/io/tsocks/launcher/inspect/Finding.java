package io.tsocks.launcher.inspect;

/// What was found out about one ability.
///
/// @param detail the evidence, in words; may be empty
record Finding(Support support, String detail) {

    static Finding yes(String detail) {
        return new Finding(Support.YES, detail);
    }

    static Finding no(String detail) {
        return new Finding(Support.NO, detail);
    }

    static Finding unclear(String detail) {
        return new Finding(Support.UNCLEAR, detail);
    }

    static Finding untested(String detail) {
        return new Finding(Support.UNTESTED, detail);
    }

    boolean isYes() {
        return support == Support.YES;
    }
}
