package io.tsocks.testing;

import java.nio.file.Path;

/// MIT's Kerberos server for the realm TEST.INVALID.
public final class Kdc implements AutoCloseable {

    /// The realm of all its principals.
    public static final String REALM = "TEST.INVALID";

    private final Place place;
    private final Path folder;
    private RunningProgram program;

    private Kdc(Place place, Path folder, RunningProgram program) {
        this.place = place;
        this.folder = folder;
        this.program = program;
    }

    /// Makes an empty realm and serves it, on a free port of 127.0.0.1.
    public static Kdc start() {
        return start(Place.free());
    }

    /// The same at a place.
    public static Kdc start(Place place) {
        Path folder = Folders.create("kdc");
        Folders.write(folder.resolve("krb5.conf"), clientConfiguration(place));
        Folders.write(folder.resolve("kdc.conf"), serverConfiguration(folder, place));
        in(folder, "kdb5_util", "create", "-s", "-r", REALM, "-P", "for-tests-only").run();
        return new Kdc(place, folder, serve(place, folder));
    }

    private static RunningProgram serve(Place place, Path folder) {
        Command command = at(place, folder, "krb5kdc", "-n", "-P", folder + "/pid");
        return RunningProgram.start(command, folder.resolve("log")).awaitListening(place.port());
    }

    /// Stops it, so that connections to it are refused.
    public void stop() {
        program.close();
    }

    /// Serves the realm again.
    public void serve() {
        program = serve(place, folder);
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
        login(user, password, "10h", tickets());
    }

    /// Gets a ticket for a user into a file.
    ///
    /// @param lifetime as kinit takes it: `10h`, `5s`
    public void login(String user, String password, String lifetime, Path file) {
        command("kinit", "-l", lifetime, "-c", "FILE:" + file, user).reading(password + "\n").run();
    }

    /// A command that uses this realm, such as `klist`.
    public Command command(String... words) {
        return at(place, folder, words);
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

    private static Command at(Place place, Path folder, String... words) {
        return with(folder, place.command(words));
    }

    private static Command in(Path folder, String... words) {
        return with(folder, Command.of(words));
    }

    private static Command with(Path folder, Command command) {
        return command.with("KRB5_CONFIG", folder + "/krb5.conf")
                .with("KRB5_KDC_PROFILE", folder + "/kdc.conf")
                .with("KRB5CCNAME", "FILE:" + folder + "/tickets");
    }

    private static String clientConfiguration(Place kdc) {
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
            kdc = %s:%d
          }
        [domain_realm]
          localhost = %1$s
        """
                .formatted(REALM, kdc.host(), kdc.port());
    }

    private static String serverConfiguration(Path folder, Place kdc) {
        return """
        [kdcdefaults]
          kdc_listen = %1$s:%2$d
          kdc_tcp_listen = %1$s:%2$d
        [realms]
          %3$s = {
            database_name = %4$s/principal
            key_stash_file = %4$s/stash
            acl_file = %4$s/acl
            supported_enctypes = aes256-cts-hmac-sha1-96:normal aes128-cts-hmac-sha1-96:normal
          }
        [logging]
          kdc = STDERR
        """
                .formatted(kdc.host(), kdc.port(), REALM, folder);
    }
}
