package io.tsocks.grammar;

import io.tsocks.net.Protection;
import io.tsocks.net.ServiceName;
import io.tsocks.net.Span;
import java.util.Optional;

/// Reads what is said of GSSAPI with a server.
final class GssapiReader {

    private final Problems findings;

    GssapiReader(Problems findings) {
        this.findings = findings;
    }

    /// The statement; empty if its value cannot be used, which has then been reported.
    Optional<Statement> protection(String value, Span span, Span line) {
        Optional<Protection> protection = Protection.parse(value);
        if (protection.isEmpty()) {
            findings.add(
                    SyntaxProblem.BAD_GSSAPI,
                    span,
                    "gssapi says how data to the server is protected, and this is "
                            + Redaction.shown(value),
                    "write `confidentiality` to have it encrypted, or `integrity` to accept that"
                            + " others can read it, but not change it");
        }
        return protection.map(one -> new Statement.Gssapi(line.start(), line.end(), one));
    }

    /// The statement; empty if its value cannot be used, which has then been reported.
    Optional<Statement> service(String value, Span span, Span line) {
        Optional<ServiceName> service = ServiceName.parse(value);
        if (service.isEmpty()) {
            findings.add(
                    SyntaxProblem.BAD_GSSAPI_SERVICE,
                    span,
                    "a service is a name, or a name and a host, and this is "
                            + Redaction.shown(value),
                    "write `rcmd`, or `rcmd/gate.example.com` if the server's key is of another"
                            + " host; the realm comes from krb5.conf");
        }
        return service.map(one -> new Statement.GssapiService(line.start(), line.end(), one));
    }
}
