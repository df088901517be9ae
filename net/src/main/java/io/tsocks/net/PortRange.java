package io.tsocks.net;

/// The TCP ports from `first` to `last`, both included. [#ANY] also stands for a question without a
/// port, which is port 0.
///
/// @param first 1 to 65535; 0 only in [#ANY]
/// @param last `first` to 65535
public record PortRange(int first, int last) {

    /// Every port, and a question without a port.
    public static final PortRange ANY = new PortRange(0, 65535);

    public PortRange {
        if (first < 0 || last < first || last > 65535 || (first == 0 && last != 65535)) {
            throw new IllegalArgumentException("no port range: " + first + "-" + last);
        }
    }

    /// Whether the port is in this range; port 0, a question without a port, is in [#ANY] only.
    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    /// `any port`, `80` or `80-90`.
    @Override
    public String toString() {
        if (first == 0) {
            return "any port";
        }
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
