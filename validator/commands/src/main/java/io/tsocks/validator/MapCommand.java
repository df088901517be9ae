package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import io.tsocks.engine.analysis.QuestionSyntaxException;
import io.tsocks.engine.analysis.Section;
import io.tsocks.views.DiffPicture;
import io.tsocks.views.HtmlMap;
import io.tsocks.views.MapJson;
import io.tsocks.views.Picture;
import io.tsocks.views.RoutePicture;
import io.tsocks.views.SvgMap;
import io.tsocks.views.TerminalMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-route map`: a picture of the route of each IPv4 address.
final class MapCommand implements Command {

    private final Resolver resolver;

    /// @param resolver is asked for the addresses of servers, with `--resolve`
    MapCommand(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public String name() {
        return "map";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(Options.file());
        spec.addOption(
                OptionSpec.builder("-o", "--output")
                        .type(String.class)
                        .paramLabel("PICTURE")
                        .description(
                                "A file whose name ends in .svg, .html or .json, or - for the"
                                        + " terminal (the default).")
                        .build());
        spec.addOption(
                CommandRunner.flag("--diff")
                        .description("Show only the changes between two configurations.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--focus")
                        .type(String.class)
                        .paramLabel("NETWORK")
                        .description(
                                "Draw this network of IPv4 instead of all addresses; one smaller"
                                        + " than a /16 is drawn within its /16.")
                        .build());
        spec.addOption(Options.resolve());
        InputOptions.addTo(spec, InputFile.POLICY);
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String[].class)
                        .arity("0..2")
                        .paramLabel("OLD NEW")
                        .hideParamSyntax(true)
                        .description("With --diff, two configurations.")
                        .build());
        spec.usageMessage()
                .header("Draw the route of each IPv4 address.", "")
                .customSynopsis(
                        "tsocks-route map [--focus NETWORK] [--resolve] [-f FILE] [-o PICTURE]",
                        "tsocks-route map --diff [--focus NETWORK] [--resolve] [-o PICTURE] OLD NEW")
                .description(
                        "",
                        "Draws all IPv4 addresses along a Hilbert curve, coloured by their routes,"
                                + " and below them a table of what the configuration says of host"
                                + " names.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocks-route map",
                        "  tsocks-route map -f office.conf -o office.svg",
                        "  tsocks-route map --focus 10.0.0.0/8",
                        "  tsocks-route map --diff -o change.html old.conf new.conf",
                        "",
                        "Exit status: 0 drawn, 2 a configuration or the usage is wrong. With"
                                + " NO_COLOR the map on a terminal consists of letters.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context) throws UsageException {
        String output = arguments.matchedOptionValue("--output", ConfReader.STDIN);
        Form form = Form.of(output);
        Picture picture = picture(arguments, context);
        switch (form) {
            case TERMINAL -> context.out().print(TerminalMap.draw(picture, context.colour()));
            case SVG -> OutputFile.write(output, SvgMap.draw(picture));
            case HTML -> OutputFile.write(output, HtmlMap.draw(picture));
            case JSON -> OutputFile.write(output, MapJson.of(picture));
        }
        return ExitCode.CLEAN;
    }

    private Picture picture(ParseResult arguments, CommandContext context) throws UsageException {
        List<String> names = List.of(arguments.matchedPositionalValue(0, new String[0]));
        boolean diff = arguments.hasMatchedOption("--diff");
        if (names.size() != (diff ? 2 : 0)) {
            throw new UsageException(
                    diff
                            ? "--diff takes two configurations, OLD and NEW"
                            : "the configuration to draw is given with -f, or two with --diff");
        }
        if (diff && Options.namesFile(arguments)) {
            throw new UsageException("--diff takes two configurations, OLD and NEW, and no -f");
        }
        Section section = section(arguments.matchedOptionValue("--focus", "0.0.0.0/0"));
        Optional<Resolver> asked = Options.resolver(arguments, resolver);
        ChartReader reader = new ChartReader(context, Options.input(arguments), asked);
        if (!diff) {
            return RoutePicture.of(reader.readExact(Options.file(arguments, context)), section);
        }
        if (names.stream().allMatch(ConfReader.STDIN::equals)) {
            throw new UsageException("the two configurations cannot both come from standard input");
        }
        return DiffPicture.of(
                reader.readExact(names.get(0)), reader.readExact(names.get(1)), section);
    }

    private static Section section(String network) throws UsageException {
        try {
            return Section.parse(network);
        } catch (QuestionSyntaxException e) {
            throw new UsageException(
                    "--focus takes a network of IPv4, such as 10.0.0.0/8: " + e.getMessage());
        }
    }

    /// The formats of the map.
    private enum Form {
        TERMINAL,
        SVG,
        HTML,
        JSON;

        static Form of(String output) throws UsageException {
            String name = output.toLowerCase(Locale.ROOT);
            if (name.equals(ConfReader.STDIN)) {
                return TERMINAL;
            }
            if (name.endsWith(".svg")) {
                return SVG;
            }
            if (name.endsWith(".html")) {
                return HTML;
            }
            if (name.endsWith(".json")) {
                return JSON;
            }
            throw new UsageException(
                    "cannot draw "
                            + output
                            + ": the name has to end in .svg, .html or .json, or be -");
        }
    }
}
