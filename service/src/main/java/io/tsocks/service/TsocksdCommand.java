package io.tsocks.service;

import io.tsocks.linux.Kernel;
import io.tsocks.linux.PassedSockets;
import io.tsocks.linux.ServiceManager;
import io.tsocks.net.Printable;
import io.tsocks.service.settings.Settings;
import io.tsocks.service.settings.SettingsException;
import io.tsocks.validator.Command;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.CommandRunner;
import io.tsocks.validator.ExitCode;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `tsocksd`: keeps a policy, and answers about it.
final class TsocksdCommand implements Command {

    @Override
    public String name() {
        return "tsocksd";
    }

    @Override
    public List<Command> subcommands() {
        return List.of(
                new StatusCommand(),
                new ApplyCommand(),
                new CheckCommand(),
                new RollbackCommand(),
                new TailCommand());
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(
                option(
                        "--policy",
                        "FILE|URI",
                        "The policy, which is followed: a file, or a place such as etcd+tls://HOST/KEY or https://HOST/PATH."));
        spec.addOption(
                option(
                        "--state",
                        "DIR",
                        "The folder of the revisions; the default is $STATE_DIRECTORY."));
        spec.addOption(
                option(
                        "--api",
                        "unix:PATH",
                        "The socket of the API; the default is api.sock in the state folder."));
        spec.addOption(
                option(
                        "--api-port",
                        "PORT",
                        "Answer on this port of 127.0.0.1, too, to those who have the token; 0 for"
                                + " any free port."));
        spec.addOption(
                option(
                        "--listen",
                        "ADDRESS:PORT",
                        "Be a proxy at this address (SOCKS 4, 4a, 5 and HTTP on one port) that"
                                + " connects as the policy says; unix:PATH for a socket; several"
                                + " separated by commas."));
        spec.addOption(option("--config", "FILE", "Read settings from a file."));
        spec.addOption(
                CommandRunner.flag("--check-config")
                        .description("Check the settings, and end.")
                        .build());
        spec.addOption(
                CommandRunner.flag("--print-url")
                        .description(
                                "Print the address for a browser, with the token, also if the"
                                        + " output is not a terminal.")
                        .build());
        spec.usageMessage()
                .customSynopsis(
                        "tsocksd [--policy FILE] --state DIR [OPTION...]",
                        "       tsocksd status|apply|check|rollback|tail ...")
                .description(
                        "",
                        "Keeps a policy in revisions, answers about it over HTTP, and shows it.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocksd --policy office.conf --state ~/.local/state/tsocksd --api-port 0",
                        "  tsocksd status",
                        "  tsocksd apply --why 'the new branch office' office.conf",
                        "",
                        "Signals: HUP reads the policy file, the tokens and the certificate again;"
                                + " TERM and INT stop the service.",
                        "Exit status: 0 stopped by a signal, 2 the settings or the policy are"
                                + " wrong, or an address cannot be used.");
        return spec;
    }

    private static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        Settings settings = settings(arguments, context);
        if (arguments.hasMatchedOption("--check-config")) {
            context.out().println("the settings can be used");
            return ExitCode.CLEAN;
        }
        Clock clock = Clock.systemUTC();
        Journal journal = new Journal(context.err(), settings.state().resolve("audit.log"), clock);
        journal.takeLogs();
        Signals signals = Signals.take();
        PassedSockets passed = SocketActivation.sockets(context.environment());
        try (Tsocksd service = Tsocksd.start(settings, passed, journal, clock)) {
            sayUrl(service, arguments, context);
            serve(service, signals, manager(context));
        }
        return ExitCode.CLEAN;
    }

    private static Settings settings(ParseResult arguments, CommandContext context)
            throws UsageException {
        try {
            return Settings.of(
                    value(arguments, "--config").map(Path::of),
                    new Settings.Options(
                            value(arguments, "--policy"),
                            value(arguments, "--state"),
                            value(arguments, "--api"),
                            value(arguments, "--api-port"),
                            value(arguments, "--listen")),
                    context.environment());
        } catch (SettingsException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> value(ParseResult arguments, String option) {
        return Optional.ofNullable(arguments.matchedOptionValue(option, (String) null));
    }

    /// The token is shown to a person, and kept out of the logs of a service manager.
    private static void sayUrl(Tsocksd service, ParseResult arguments, CommandContext context)
            throws IOException {
        Optional<String> url = service.url();
        if (url.isEmpty()) {
            return;
        }
        if (arguments.hasMatchedOption("--print-url") || context.terminal().getAsBoolean()) {
            context.out().println(url.get());
        } else {
            context.out()
                    .println("the token is in " + Printable.of(service.tokenFile().toString()));
        }
        context.out().flush();
    }

    private static Optional<ServiceManager> manager(CommandContext context) {
        return ServiceManager.of(Kernel.ofThisProcess(), context.environment());
    }

    private static void serve(Tsocksd service, Signals signals, Optional<ServiceManager> manager) {
        manager.ifPresent(one -> one.tell("READY=1"));
        while (signals.next() == Signals.Wish.RELOAD) {
            manager.ifPresent(
                    one -> one.tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000));
            service.reload();
            manager.ifPresent(one -> one.tell("READY=1"));
        }
        manager.ifPresent(one -> one.tell("STOPPING=1"));
    }
}
