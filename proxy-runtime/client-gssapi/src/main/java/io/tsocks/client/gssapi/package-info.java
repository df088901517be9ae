/// Logs in to SOCKS5 servers with Kerberos: [io.tsocks.client.gssapi.KerberosLogin].
package io.tsocks.client.gssapi;
