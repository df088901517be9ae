/// Logs in to SOCKS 5 servers with Kerberos: [io.tsocks.client.gssapi.KerberosLogin].
package io.tsocks.client.gssapi;
