package io.tsocks.convert;

import io.tsocks.engine.Policy;
import io.tsocks.grammar.ConfFile;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The configurations of other programs that can be made of a policy.
public enum TargetFormat {
    /// A proxy auto-configuration for browsers.
    PAC("pac"),
    /// `proxychains.conf` of proxychains-ng 4.
    PROXYCHAINS("proxychains");

    private final String label;

    TargetFormat(String label) {
        this.label = label;
    }

    /// The name of the format.
    public String label() {
        return label;
    }

    /// The format of this name.
    public static Optional<TargetFormat> of(String label) {
        return Arrays.stream(values()).filter(format -> format.label.equals(label)).findFirst();
    }

    /// The names of all, for a message.
    public static String labels() {
        return Arrays.stream(values()).map(TargetFormat::label).collect(Collectors.joining(", "));
    }

    /// Writes a policy.
    ///
    /// @param file where its lines stand; it has no errors
    /// @param policy the meaning of that file, perhaps with the addresses of servers
    public Conversion convert(ConfFile file, Policy policy) {
        Remarks remarks = new Remarks();
        Places places = new Places(file);
        String text =
                switch (this) {
                    case PAC -> new ToPac(policy, places, remarks).text();
                    case PROXYCHAINS -> new ToProxychains(policy, places, remarks).text();
                };
        return new Conversion(text, remarks.all());
    }
}
