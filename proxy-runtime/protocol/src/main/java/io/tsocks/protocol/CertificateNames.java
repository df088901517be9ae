package io.tsocks.protocol;

import io.tsocks.net.Address;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The hosts that a certificate is for: the DNS names and addresses among its alternative names
/// (RFC 9525). The common name of its subject does not count.
///
/// @param names DNS names in lower case, which may begin with `*.`
/// @param addresses the addresses
public record CertificateNames(List<String> names, List<Address> addresses) {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    public CertificateNames {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
    }

    /// The hosts of a certificate; none if it names none, or if its names cannot be read.
    public static CertificateNames of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        List<Address> addresses = new ArrayList<>();
        for (List<?> name : alternativeNames(certificate)) {
            if (name.get(0) instanceof Integer type && name.get(1) instanceof String value) {
                switch (type) {
                    case DNS_NAME -> names.add(value.toLowerCase(Locale.ROOT));
                    case IP_ADDRESS -> Address.parse(value).ifPresent(addresses::add);
                    default -> {}
                }
            }
        }
        return new CertificateNames(names, addresses);
    }

    private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /// Whether the certificate is for a host.
    ///
    /// @param host a name in ASCII, or an address without brackets
    public boolean cover(String host) {
        Optional<Address> address = Address.parse(host);
        if (address.isPresent()) {
            return addresses.contains(address.get());
        }
        String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return names.stream().anyMatch(name -> covers(name, plain.toLowerCase(Locale.ROOT)));
    }

    /// A `*` stands for one label, the first one, and at least two labels follow it.
    private static boolean covers(String name, String host) {
        if (!name.startsWith("*.")) {
            return name.equals(host);
        }
        String rest = name.substring(1);
        int dot = host.indexOf('.');
        return dot > 0 && rest.indexOf('.', 1) > 0 && host.substring(dot).equals(rest);
    }

    /// All of them as text, names first.
    public List<String> all() {
        List<String> all = new ArrayList<>(names);
        addresses.forEach(address -> all.add(address.toString()));
        return all;
    }
}
