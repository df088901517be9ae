/// What TLS with the servers of a policy needs: trust, pins, certificates.
@org.jspecify.annotations.NullMarked
package io.tsocks.client.tls;
