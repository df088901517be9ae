package io.tsocks.launcher.inspect;

import java.util.List;
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
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("0..*")
                        .paramLabel("SERVER")
                        .description(
                                "HOST, HOST:PORT or [IPV6]:PORT, of a SOCKS server at port 1080 if"
                                        + " no port is given; or a URI such as"
                                        + " http://proxy.example:3128 or unix:/run/proxy.sock."
                                        + " Several are compared.")
                        .build());
        spec.addOption(
                value("-f", "--file", "FILE")
                        .description(
                                "Compare the servers of this tsocks.conf, and check that each speaks"
                                        + " the protocol that the file says. Its logins are not"
                                        + " sent.")
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
                flag("-j", "--json")
                        .description(
                                "Print one JSON object on one line; of several servers, an array of"
                                        + " objects.")
                        .build());
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
                .customSynopsis(
                        "tsocks-inspect [-j] [-u NAME] [-t HOST:PORT] [-w SECONDS] SERVER...",
                        "       tsocks-inspect [OPTION...] -f FILE [SERVER...]")
                .description(
                        "",
                        "Asks a SOCKS server, or an HTTP proxy, which versions, logins, commands and kinds of"
                                + " address it supports and how fast it is, and prints the lines"
                                + " for tsocks.conf. Makes about ten connections to each server, one after"
                                + " the other, and leaves none open.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocks-inspect gateway.example",
                        "  tsocks-inspect http://proxy.example:3128",
                        "  tsocks-inspect --json '[2001:db8::1]:1080'",
                        "  tsocks-inspect 10.1.7.25 10.1.7.26 unix:/run/proxy.sock",
                        "  tsocks-inspect -f /etc/tsocks.conf",
                        "  TSOCKS_PASSWORD=... tsocks-inspect --user alice 10.1.7.25:1080",
                        "",
                        "Exit status: 0 it is such a server, 1 it is not, or does not speak what the file"
                                + " or the URI says, 2 it cannot be"
                                + " reached or the arguments are wrong. Of several servers, the"
                                + " highest.");
    }

    private static OptionSpec.Builder value(String name, String longName, String label) {
        return OptionSpec.builder(name, longName).type(String.class).paramLabel(label);
    }

    private static OptionSpec.Builder flag(String name, String longName) {
        return OptionSpec.builder(name, longName).type(boolean.class).arity("0");
    }
}
