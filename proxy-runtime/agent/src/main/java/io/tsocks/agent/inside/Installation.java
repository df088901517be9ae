package io.tsocks.agent.inside;

import io.tsocks.agent.hook.Hooks;
import io.tsocks.client.Tsocks;
import io.tsocks.client.TsocksBuilder;
import io.tsocks.engine.options.BadOptionException;
import io.tsocks.engine.options.DefaultConf;
import io.tsocks.engine.options.PolicyOptions;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Starts the agent in this program.
public final class Installation {

    private Installation() {}

    /// Starts the agent.
    ///
    /// @param options those after `=`; empty if there are none
    /// @return what is wrong, as one sentence; empty if the agent runs. Nothing has changed then.
    public static String install(String options, Instrumentation instrumentation) {
        try {
            if (Hooks.areInstalled()) {
                return "the agent already runs in this program";
            }
            start(AgentOptions.parse(options), instrumentation);
            return "";
        } catch (BadAgentOptionException e) {
            return String.valueOf(e.getMessage());
        } catch (UnknownJdkException e) {
            return "this Java run time ("
                    + Runtime.version()
                    + ") has other internals than the agent knows, so nothing was started: "
                    + e.getMessage();
        }
    }

    private static void start(AgentOptions options, Instrumentation instrumentation)
            throws BadAgentOptionException, UnknownJdkException {
        Optional<String> transport = NativeTransports.inUse(instrumentation);
        if (transport.isPresent()) {
            throw new BadAgentOptionException(
                    "the program already uses SCTP or a native transport of Netty, whose connections the"
                            + " agent does not see ("
                            + transport.get()
                            + "); start the program with the agent instead");
        }
        // Beside reading the policy, because both take their time when a program starts.
        FutureTask<KnownJdk> examination = new FutureTask<>(KnownJdk::ofThisProgram);
        Thread.ofPlatform().daemon().name("tsocks-agent").start(examination);
        DirectNames directNames = new DirectNames();
        NameLookups lookups = new NameLookups(options.names(), directNames);
        ConnectLog log = ConnectLog.open(options);
        Tsocks tsocks = client(options, lookups, log);
        KnownJdk known = KnownJdk.of(examination);
        Hooks.install(
                new PolicyInterceptor(
                        known.jdk(),
                        tsocks,
                        new Routes(tsocks, directNames, log),
                        lookups,
                        new DatagramRule(tsocks, options.deniesDatagrams())));
        NativeTransports.turnOff(instrumentation);
        instrumentation.addTransformer(new NettyLookups());
        weave(known.weaver(), instrumentation);
        lookups.decideBy(tsocks, known.jdk());
    }

    /// A JDK whose classes are what the agent expects.
    ///
    /// @param weaver has its edits
    private record KnownJdk(Jdk jdk, Weaver weaver) {

        static KnownJdk ofThisProgram() throws UnknownJdkException {
            Jdk jdk = Jdk.ofThisProgram();
            Weaver weaver = JdkEdits.of(jdk);
            weaver.tryOut();
            return new KnownJdk(jdk, weaver);
        }

        /// What an examination has found.
        static KnownJdk of(FutureTask<KnownJdk> examination) throws UnknownJdkException {
            try {
                return examination.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof UnknownJdkException unknown
                        ? unknown
                        : new UnknownJdkException(String.valueOf(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnknownJdkException("it was interrupted while it was examined");
            }
        }
    }

    private static void weave(Weaver weaver, Instrumentation instrumentation)
            throws UnknownJdkException {
        try {
            weaver.weave(instrumentation);
        } catch (UnknownJdkException e) {
            Hooks.uninstall();
            throw e;
        }
    }

    private static Tsocks client(AgentOptions options, NameLookups lookups, ConnectLog log)
            throws BadAgentOptionException {
        try {
            if (!options.servers().isEmpty()) {
                String text =
                        PolicyOptions.of(options.servers(), options.direct(), Optional.empty())
                                .text(lookups.forAgent());
                return settings(Tsocks.builder(Tsocks.policy(text)), lookups, log).build();
            }
            return Tsocks.watching(
                            file(options),
                            new PolicyNews(),
                            builder -> settings(builder, lookups, log))
                    .client();
        } catch (BadOptionException e) {
            throw new BadAgentOptionException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            String file = options.file() == null ? "the policy" : options.file();
            throw new BadAgentOptionException(PolicyNews.inOneLine(file, e));
        }
    }

    private static TsocksBuilder settings(
            TsocksBuilder builder, NameLookups lookups, ConnectLog log) {
        return builder.resolver(lookups.forAgent()).listener(log);
    }

    private static Path file(AgentOptions options) throws BadAgentOptionException {
        try {
            return Path.of(options.file() == null ? defaultFile() : options.file());
        } catch (InvalidPathException e) {
            throw new BadAgentOptionException(e.getInput() + ": " + e.getReason());
        }
    }

    private static String defaultFile() throws BadAgentOptionException {
        return switch (DefaultConf.of(System.getenv())) {
            case DefaultConf.Found found -> found.name();
            case DefaultConf.Missing missing ->
                    throw new BadAgentOptionException(missing.message());
        };
    }
}
