package io.tsocks.protocol;

/// What came is not HTTP as it must be.
public final class HttpSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean isTooLong;

    private HttpSyntaxException(String what, boolean isTooLong) {
        super(what);
        this.isTooLong = isTooLong;
    }

    /// @param what what is wrong, in words for a person
    static HttpSyntaxException of(String what) {
        return new HttpSyntaxException(what, false);
    }

    static HttpSyntaxException tooLong(String what) {
        return new HttpSyntaxException(what, true);
    }

    /// What is wrong, in words for a person.
    public String what() {
        return String.valueOf(getMessage());
    }

    /// Whether it may be HTTP, but is more than is taken.
    public boolean isTooLong() {
        return isTooLong;
    }
}
