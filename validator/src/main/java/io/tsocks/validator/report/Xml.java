package io.tsocks.validator.report;

/// Text in XML.
final class Xml {

    private Xml() {}

    /// A text for an attribute in double quotes, or between tags.
    static String escape(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
