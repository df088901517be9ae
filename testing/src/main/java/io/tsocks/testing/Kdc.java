package io.tsocks.testing;

import java.nio.file.Path;

/// MIT's Kerberos server for the realm TEST.INVALID, on a free port of 127.0.0.1.
public final class Kdc implements AutoCloseable {

    /// The realm of all its principals.
    public static final String REALM = "TEST.INVALID";

    private final Path folder;
    private final RunningProgram program;

    private Kdc(Path folder, RunningProgram program) {
        this.folder = folder;
        this.program = program;
    }

    /// Makes an empty realm and serves it.
    public static Kdc start() {
        Path folder = Folders.create("kdc");
        int port = TargetServer.closedPort();
        Folders.write(folder.resolve("krb5.conf"), clientConfiguration(port));
        Folders.write(folder.resolve("kdc.conf"), serverConfiguration(folder, port));
        in(folder, "kdb5_util", "create", "-s", "-r", REALM, "-P", "for-tests-only").run();
        RunningProgram program =
                RunningProgram.start(
                        in(folder, "krb5kdc", "-n", "-P", folder + "/pid"), folder.resolve("log"));
        return new Kdc(folder, program.awaitListening(port));
    }

    /// The configuration file for clients: KRB5_CONFIG, or `java.security.krb5.conf`.
    public Path configuration() {
        return folder.resolve("krb5.conf");
    }

    /// The file that [#login] fills: KRB5CCNAME=FILE:..., or a Java client's ticket cache.
    public Path tickets() {
        return folder.resolve("tickets");
    }

    /// Adds a user.
    public void addUser(String name, String password) {
        admin("addprinc -pw " + password + " " + name);
    }

    /// Adds a service with a random key, and writes the key to a file.
    ///
    /// @param principal such as `rcmd/localhost`
    /// @return the keytab, which only root may read
    public Path addService(String principal) {
        admin("addprinc -randkey " + principal);
        Path keytab = folder.resolve(principal.replace('/', '-') + ".keytab");
        admin("ktadd -k " + keytab + " " + principal);
        return keytab;
    }

    /// Writes the key of a user to a file, without changing the password.
    public Path keytab(String user) {
        Path keytab = folder.resolve(user + ".keytab");
        admin("ktadd -norandkey -k " + keytab + " " + user);
        return keytab;
    }

    /// Gets a ticket for a user into [#tickets].
    public void login(String user, String password) {
        command("kinit", user).reading(password + "\n").run();
    }

    /// A command that uses this realm, such as `klist`.
    public Command command(String... words) {
        return in(folder, words);
    }

    /// What the server has written so far.
    public String log() {
        return program.log();
    }

    @Override
    public void close() {
        program.close();
        Folders.delete(folder);
    }

    private void admin(String query) {
        in(folder, "kadmin.local", "-r", REALM, "-q", query).run();
    }

    private static Command in(Path folder, String... words) {
        return Command.of(words)
                .with("KRB5_CONFIG", folder + "/krb5.conf")
                .with("KRB5_KDC_PROFILE", folder + "/kdc.conf")
                .with("KRB5CCNAME", "FILE:" + folder + "/tickets");
    }

    private static String clientConfiguration(int port) {
        return """
        [libdefaults]
          default_realm = %s
          dns_lookup_kdc = false
          dns_lookup_realm = false
          dns_canonicalize_hostname = false
          rdns = false
          udp_preference_limit = 1
        [realms]
          %1$s = {
            kdc = 127.0.0.1:%d
          }
        [domain_realm]
          localhost = %1$s
        """
                .formatted(REALM, port);
    }

    private static String serverConfiguration(Path folder, int port) {
        return """
        [kdcdefaults]
          kdc_listen = 127.0.0.1:%d
          kdc_tcp_listen = 127.0.0.1:%1$d
        [realms]
          %s = {
            database_name = %s/principal
            key_stash_file = %3$s/stash
            acl_file = %3$s/acl
            supported_enctypes = aes256-cts-hmac-sha1-96:normal aes128-cts-hmac-sha1-96:normal
          }
        [logging]
          kdc = STDERR
        """
                .formatted(port, REALM, folder);
    }
}
