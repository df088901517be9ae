package io.tsocks.service;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.tsocks.net.FileTrouble;
import io.tsocks.service.store.FlatJson;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Speaks to the running service through its AF_UNIX socket.
final class ServiceClient {

    private static final String OPTION = "--api";
    private static final String VARIABLE = "TSOCKSD_API";
    private static final String PREFIX = "unix:";
    private static final HeaderName VERDICT = HeaderNames.create("Tsocks-Verdict");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path socket;
    private final Http1Client client;

    private ServiceClient(Path socket) {
        this.socket = socket;
        this.client =
                Http1Client.builder()
                        .baseUri("http://localhost")
                        .baseAddress(UnixDomainSocketAddress.of(socket))
                        .readTimeout(PATIENCE)
                        .build();
    }

    /// The option that names the socket.
    static OptionSpec option() {
        return OptionSpec.builder(OPTION)
                .type(String.class)
                .paramLabel("unix:PATH")
                .description(
                        "The socket of the service; the default is $TSOCKSD_API, else"
                                + " /run/tsocksd/api.sock, else"
                                + " $XDG_RUNTIME_DIR/tsocksd/api.sock.")
                .build();
    }

    /// The client for the service that the arguments or the environment name.
    ///
    /// @throws UsageException if there is none
    static ServiceClient of(ParseResult arguments, CommandContext context) throws UsageException {
        Map<String, String> environment = context.environment();
        Optional<String> named =
                Optional.ofNullable(arguments.matchedOptionValue(OPTION, (String) null))
                        .or(() -> Optional.ofNullable(environment.get(VARIABLE)));
        if (named.isPresent()) {
            if (!named.get().startsWith(PREFIX)) {
                throw new UsageException("a service is named as unix:PATH");
            }
            return new ServiceClient(Path.of(named.get().substring(PREFIX.length())));
        }
        return Stream.of(
                        "/run/tsocksd/api.sock",
                        environment.getOrDefault("XDG_RUNTIME_DIR", "/nowhere")
                                + "/tsocksd/api.sock")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .map(ServiceClient::new)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "no service was found; name its socket: --api unix:PATH"));
    }

    /// A request.
    ///
    /// @param accept the media type that is wanted
    /// @param headers more headers
    record Request(
            Method method,
            String path,
            Map<String, String> query,
            String accept,
            Map<String, String> headers) {

        Request {
            query = Map.copyOf(query);
            headers = Map.copyOf(headers);
        }

        /// A request without parameters and other headers.
        Request(Method method, String path, String accept) {
            this(method, path, Map.of(), accept, Map.of());
        }
    }

    /// An answer.
    ///
    /// @param verdict in a word, where the service gives one; otherwise empty
    /// @param tag the entity tag, where the service gives one; otherwise empty
    record Answer(int status, String verdict, String tag, String text) {

        /// The revision that the tag names.
        String revision() {
            return tag.replace("\"", "");
        }

        boolean isGood() {
            return status < 300;
        }

        /// What a problem says.
        String detail() {
            try {
                return FlatJson.read(text).get("detail");
            } catch (IOException _) {
                return "the service answered with status " + status;
            }
        }
    }

    /// Sends a request.
    ///
    /// @throws IOException if the service does not answer
    Answer send(Request request, byte[] body) throws IOException {
        try (Http1ClientResponse response = submit(request, body)) {
            return new Answer(
                    response.status().code(),
                    response.headers().first(VERDICT).orElse(""),
                    response.headers().first(HeaderNames.ETAG).orElse(""),
                    new String(response.inputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (UncheckedIOException e) {
            throw unreachable(e);
        }
    }

    /// Reads an answer as it comes.
    interface Reader {
        void read(InputStream in) throws IOException;
    }

    /// Sends a request whose answer has no end. Returns when the service ends.
    ///
    /// @throws IOException if the service does not answer
    void follow(Request request, Reader reader) throws IOException {
        try (Http1ClientResponse response = submit(request, new byte[0])) {
            reader.read(response.inputStream());
        } catch (DataReader.InsufficientDataAvailableException _) {
            // It has ended in the middle of the answer.
        } catch (UncheckedIOException e) {
            throw unreachable(e);
        }
    }

    private Http1ClientResponse submit(Request request, byte[] body) {
        Http1ClientRequest made =
                client.method(request.method())
                        .path(request.path())
                        .header(HeaderNames.ACCEPT, request.accept());
        request.query().forEach((name, value) -> made.queryParam(name, value));
        request.headers().forEach((name, value) -> made.header(HeaderNames.create(name), value));
        return body.length == 0 ? made.request() : made.submit(body);
    }

    private IOException unreachable(UncheckedIOException e) {
        IOException cause = Objects.requireNonNullElseGet(e.getCause(), () -> new IOException(e));
        return new IOException(
                "the service at " + socket + " does not answer: " + FileTrouble.reason(cause), e);
    }
}
