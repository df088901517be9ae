package io.tsocks.engine;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Statement;
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Finds what is wrong with the users and passwords of a block's servers.
///
/// @param servers the `server` lines of the block, at least one
/// @param settings the block's settings by name
record LoginCheck(
        List<Statement.ServerLine> servers,
        Map<String, Statement.Setting> settings,
        Consumer<Problem> problems) {

    /// RFC 1929, section 2: a length is one byte.
    private static final int LONGEST_CREDENTIAL = 255;

    void run() {
        servers.forEach(this::checkUri);
        Optional<Statement.DefaultUser> user = setting("default_user", Statement.DefaultUser.class);
        Optional<Statement.DefaultPass> pass = setting("default_pass", Statement.DefaultPass.class);
        Optional<Statement.PasswordFile> file =
                setting("password_file", Statement.PasswordFile.class);
        pass.ifPresent(given -> file.ifPresent(also -> reportTwo(given, also)));
        if (servers.stream().noneMatch(this::hasLogin)) {
            user.ifPresent(this::reportSocks4);
            pass.ifPresent(this::reportSocks4);
            file.ifPresent(this::reportSocks4);
        }
        if (user.isEmpty() && !servers.stream().allMatch(LoginCheck::namesUser)) {
            pass.ifPresent(this::reportWithoutUser);
            file.ifPresent(this::reportWithoutUser);
        }
        checkLengths(user, pass);
    }

    private void checkLengths(
            Optional<Statement.DefaultUser> user, Optional<Statement.DefaultPass> pass) {
        if (!servers.stream().allMatch(LoginCheck::isHttp)) {
            user.ifPresent(line -> checkLength(line, line.user()));
            pass.ifPresent(line -> checkLength(line, line.password().reveal()));
        }
    }

    /// HTTP has no limit for a login.
    private static boolean isHttp(Statement.ServerLine line) {
        return line instanceof Statement.ServerByUri server
                && server.uri().kind().hasLogin()
                && server.uri().kind().socks().isEmpty();
    }

    private <T extends Statement.Setting> Optional<T> setting(String name, Class<T> type) {
        return Stream.ofNullable(settings.get(name)).map(type::cast).findFirst();
    }

    private void checkUri(Statement.ServerLine line) {
        if (line instanceof Statement.ServerByUri server && server.uri().user().isPresent()) {
            if (!server.uri().kind().hasLogin()) {
                reportSocks4(server);
            }
            if (!isHttp(server)) {
                checkLength(server, server.uri().user().get());
            }
        }
    }

    private static boolean namesUser(Statement.ServerLine line) {
        return line instanceof Statement.ServerByUri server && server.uri().user().isPresent();
    }

    private boolean hasLogin(Statement.ServerLine line) {
        return switch (line) {
            case Statement.ServerByUri(var ignored, var also, ServerUri uri, var later) ->
                    uri.kind().hasLogin();
            case Statement.Server ignored ->
                    setting("server_type", Statement.ServerType.class)
                            .filter(type -> ServerKind.of(type.version()).hasLogin())
                            .isPresent();
        };
    }

    private void reportTwo(Statement.DefaultPass given, Statement.PasswordFile file) {
        problems.accept(
                Problem.of(
                                PolicyProblem.TWO_PASSWORDS,
                                file.span(),
                                "the password is already given in this block, as default_pass",
                                "keep one of the two lines; a file keeps the password out of the"
                                        + " policy")
                        .with(given.span(), "the password"));
    }

    private void reportWithoutUser(Statement.Setting pass) {
        problems.accept(
                Problem.of(
                        PolicyProblem.PASSWORD_WITHOUT_USER,
                        pass.span(),
                        "a password is given, but no user name to go with it",
                        "add default_user, or the local user's name is sent"));
    }

    private void reportSocks4(Statement.Setting credential) {
        boolean byUri = servers.getFirst() instanceof Statement.ServerByUri;
        problems.accept(
                Problem.of(
                        PolicyProblem.CREDENTIALS_WITH_SOCKS4,
                        credential.span(),
                        "SOCKS 4 has no login, so " + nameOf(credential) + " is never sent",
                        byUri
                                ? "write socks5:// if the server speaks SOCKS 5"
                                : "write server_type = 5 if the server speaks SOCKS 5"));
    }

    private static String nameOf(Statement.Setting credential) {
        return credential instanceof Statement.ServerByUri
                ? "the user of the URI"
                : credential.name();
    }

    private void checkLength(Statement.Setting credential, String value) {
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_CREDENTIAL) {
            problems.accept(
                    Problem.of(
                            PolicyProblem.CREDENTIAL_TOO_LONG,
                            credential.span(),
                            nameOf(credential)
                                    + " has "
                                    + length
                                    + " bytes, and SOCKS 5 can send at most 255",
                            "ask for shorter credentials"));
        }
    }
}
