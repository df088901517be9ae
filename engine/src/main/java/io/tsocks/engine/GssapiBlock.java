package io.tsocks.engine;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Statement;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import io.tsocks.net.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What one block says of GSSAPI while a file is compiled.
///
/// @param settings the block's settings by name
record GssapiBlock(Map<String, Statement.Setting> settings, Consumer<Problem> problems) {

    /// What holds for the servers of the block; empty if it does not demand GSSAPI.
    Optional<GssapiSettings> demanded() {
        return demand().map(
                        gssapi ->
                                new GssapiSettings(
                                        gssapi.protection(),
                                        service()
                                                .map(Statement.GssapiService::service)
                                                .orElse(ServiceName.STANDARD)));
    }

    private Optional<Statement.Gssapi> demand() {
        return setting("gssapi", Statement.Gssapi.class);
    }

    private Optional<Statement.GssapiService> service() {
        return setting("gssapi_service", Statement.GssapiService.class);
    }

    private <T extends Statement.Setting> Optional<T> setting(String name, Class<T> type) {
        return Stream.ofNullable(settings.get(name)).map(type::cast).findFirst();
    }

    /// Reports what does not go together with it.
    ///
    /// @param servers the `server` lines of the block
    /// @param classic what those without a scheme speak
    void check(List<Statement.ServerLine> servers, ServerKind classic) {
        Optional<Statement.Gssapi> demand = demand();
        if (demand.isEmpty()) {
            service().ifPresent(this::reportAlone);
            return;
        }
        servers.stream()
                .filter(line -> !mayHaveIt(line, classic))
                .forEach(line -> reportServer(demand.get(), line));
        servers.stream()
                .filter(GssapiBlock::namesUser)
                .forEach(line -> reportLogin(line, "the user of the URI"));
        Stream.of("default_user", "default_pass", "password_file")
                .flatMap(name -> Stream.ofNullable(settings.get(name)))
                .forEach(line -> reportLogin(line, line.name()));
    }

    private static boolean mayHaveIt(Statement.ServerLine line, ServerKind classic) {
        return switch (line) {
            case Statement.ServerByUri(var ignored, var also, ServerUri uri, var later) ->
                    ProxyServer.mayHaveGssapi(uri.address(), uri.kind());
            case Statement.Server server ->
                    ProxyServer.mayHaveGssapi(new ServerAddress.Inet(server.host(), 1), classic);
        };
    }

    private static boolean namesUser(Statement.ServerLine line) {
        return line instanceof Statement.ServerByUri server && server.uri().user().isPresent();
    }

    private void reportServer(Statement.Gssapi demand, Statement.ServerLine server) {
        problems.accept(
                Problem.of(
                                PolicyProblem.GSSAPI_WITHOUT_SOCKS5,
                                server.span(),
                                "the block demands GSSAPI, which only SOCKS 5 servers with a host"
                                        + " have",
                                server instanceof Statement.Server
                                        ? "write server_type = 5 if the server speaks SOCKS 5, or"
                                                + " remove the gssapi line"
                                        : "write socks5://HOST or socks5+tls://HOST if the server"
                                                + " speaks SOCKS 5, or give it a block of its own")
                        .with(demand.span(), "the demand"));
    }

    private void reportLogin(Statement.Setting line, String what) {
        problems.accept(
                Problem.of(
                        PolicyProblem.LOGIN_BESIDE_GSSAPI,
                        line.span(),
                        what + " has no effect beside gssapi: the ticket says who logs in",
                        "remove it; `kinit USER` gets the ticket of another user"));
    }

    private void reportAlone(Statement.GssapiService service) {
        problems.accept(
                Problem.of(
                        PolicyProblem.SERVICE_WITHOUT_GSSAPI,
                        service.span(),
                        "gssapi_service has no effect: the block does not demand GSSAPI",
                        "add `gssapi = confidentiality`, or remove the line"));
    }
}
