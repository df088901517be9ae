package io.tsocks.launcher.inspect;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The options of tsocks-inspect. They are described by calls, because annotations would cost 50 ms
/// at each start.
final class InspectSpec {

    static final String NAME = "tsocks-inspect";
    static final String DEFAULT_TIMEOUT = "5";

    private InspectSpec() {}

    static CommandSpec create() {
        CommandSpec spec = CommandSpec.create().name(NAME);
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String.class)
                        .arity("1")
                        .required(true)
                        .paramLabel("SERVER")
                        .description(
                                "HOST, HOST:PORT or [IPV6]:PORT, of a SOCKS server at port 1080 if"
                                        + " no port is given; or a URI such as"
                                        + " http://proxy.example:3128.")
                        .build());
        spec.addOption(
                value("-u", "--user", "NAME")
                        .description(
                                "Log in with this name and the password in the environment"
                                        + " variable TSOCKS_PASSWORD. Without this option the"
                                        + " command sends no name and no password.")
                        .build());
        spec.addOption(
                value("-t", "--target", "HOST:PORT")
                        .description(
                                "Ask the server to connect to this destination. The default is"
                                        + " the server itself.")
                        .build());
        spec.addOption(
                value("-w", "--timeout", "SECONDS")
                        .description(
                                "Wait this long for each connection and each answer; the default"
                                        + " is %s.".formatted(DEFAULT_TIMEOUT))
                        .build());
        spec.addOption(
                flag("-j", "--json").description("Print one JSON object on one line.").build());
        spec.addOption(
                flag("-h", "--help").usageHelp(true).description("Print this help.").build());
        spec.addOption(
                OptionSpec.builder("--version")
                        .type(boolean.class)
                        .arity("0")
                        .versionHelp(true)
                        .description("Print the version.")
                        .build());
        describe(spec);
        return spec;
    }

    private static void describe(CommandSpec spec) {
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis("tsocks-inspect [-j] [-u NAME] [-t HOST:PORT] [-w SECONDS] SERVER")
                .description(
                        "",
                        "Asks a SOCKS server, or an HTTP proxy, which versions, logins, commands and kinds of"
                                + " address it supports and how fast it is, and prints the lines"
                                + " for tsocks.conf. Makes about ten connections, one after the"
                                + " other, and leaves none open.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocks-inspect gateway.example",
                        "  tsocks-inspect http://proxy.example:3128",
                        "  tsocks-inspect --json '[2001:db8::1]:1080'",
                        "  TSOCKS_PASSWORD=... tsocks-inspect --user alice 10.1.7.25:1080",
                        "",
                        "Exit status: 0 it is such a server, 1 it is not, 2 it cannot be"
                                + " reached or the arguments are wrong.");
    }

    private static OptionSpec.Builder value(String name, String longName, String label) {
        return OptionSpec.builder(name, longName).type(String.class).paramLabel(label);
    }

    private static OptionSpec.Builder flag(String name, String longName) {
        return OptionSpec.builder(name, longName).type(boolean.class).arity("0");
    }
}
