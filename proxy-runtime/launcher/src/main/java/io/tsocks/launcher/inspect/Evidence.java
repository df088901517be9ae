package io.tsocks.launcher.inspect;

/// What was found out about one ability.
///
/// @param detail the evidence, in words; may be empty
record Evidence(Support support, String detail) {

    static Evidence yes(String detail) {
        return new Evidence(Support.YES, detail);
    }

    static Evidence no(String detail) {
        return new Evidence(Support.NO, detail);
    }

    static Evidence unclear(String detail) {
        return new Evidence(Support.UNCLEAR, detail);
    }

    static Evidence untested(String detail) {
        return new Evidence(Support.UNTESTED, detail);
    }

    /// Whether it tells of a login that the server refused.
    boolean isLoginRefused() {
        return support == Support.YES && detail.startsWith(Answers.LOGIN_REFUSED);
    }

    boolean isYes() {
        return support == Support.YES;
    }
}
