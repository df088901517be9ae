package io.tsocks.validator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.tsocks.lint.model.LintOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/// The settings of `tsocks-validate` in a file, for all who lint the same repository.
///
/// @param texts `dialect` and `fail-on`, as they would be on the command line
/// @param lists `select` and `ignore`, as they would be on the command line
/// @param exceptions what is ignored in some files, in the order of the file
public record LintSettings(
        Map<String, String> texts, Map<String, List<String>> lists, List<PerFile> exceptions) {

    /// The name of the file in the working folder that is read without being named.
    static final String STANDARD = ".tsocks-lint.toml";

    /// No settings.
    static final LintSettings NONE = new LintSettings(Map.of(), Map.of(), List.of());

    private static final Set<String> TEXTS = Set.of("dialect", "fail-on");
    private static final Set<String> LISTS = Set.of("select", "ignore");
    private static final String EXCEPTIONS = "per-file-ignores";

    /// Keeps copies.
    public LintSettings {
        texts = Map.copyOf(texts);
        lists = Map.copyOf(lists);
        exceptions = List.copyOf(exceptions);
    }

    /// What is ignored in the files that a pattern takes.
    ///
    /// @param folder the folder of the settings, absolute
    /// @param pattern a glob
    /// @param ofName whether it takes files of the name in every folder, as it has no slash
    /// @param ids ids of rules, or beginnings of ids
    public record PerFile(Path folder, PathMatcher pattern, boolean ofName, List<String> ids) {

        /// Keeps a copy.
        public PerFile {
            ids = List.copyOf(ids);
        }

        private boolean takes(String name) {
            Path file = Path.of(name).toAbsolutePath().normalize();
            Path last = file.getFileName();
            if (last == null) {
                return false;
            }
            return ofName
                    ? pattern.matches(last)
                    : file.startsWith(folder) && pattern.matches(folder.relativize(file));
        }
    }

    /// Reads the settings of the working folder, if it has some.
    ///
    /// @throws UsageException if they cannot be read or have a mistake
    static LintSettings ofWorkingFolder(InputFile input) throws UsageException {
        return Files.exists(Path.of(STANDARD), LinkOption.NOFOLLOW_LINKS)
                ? read(STANDARD, input)
                : NONE;
    }

    /// What the linter does about a file if `tsocks-validate` is run in a folder.
    ///
    /// @param folder absolute
    /// @param file absolute
    /// @throws UsageException if the settings of the folder cannot be read or have a mistake
    public static LintOptions optionsIn(Path folder, Path file) throws UsageException {
        Path settings = folder.resolve(STANDARD);
        return Files.exists(settings, LinkOption.NOFOLLOW_LINKS)
                ? read(settings.toString(), InputFile.STANDARD).options(file.toString())
                : LintOptions.DEFAULT;
    }

    private LintOptions options(String name) throws UsageException {
        return new LintOptions(
                        ValidateOptions.dialect(text("dialect")),
                        ids("select"),
                        ids("ignore"),
                        Optional.empty())
                .ignoring(ignoredIn(name));
    }

    /// Reads settings.
    ///
    /// @throws UsageException if they cannot be read or have a mistake
    static LintSettings read(String name, InputFile input) throws UsageException {
        String text = new String(input.read(name), StandardCharsets.UTF_8);
        try {
            return new Reader(name).read(new TomlMapper().readTree(text));
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? name : name + ":" + e.getLocation().getLineNr();
            throw new UsageException(place + ": " + e.getOriginalMessage());
        }
    }

    /// A setting that one text has.
    Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /// A setting that is a list of ids; empty if it is not made.
    List<String> ids(String name) {
        return lists.getOrDefault(name, List.of());
    }

    /// The ids of rules that are ignored in a file besides those of the option.
    List<String> ignoredIn(String name) {
        return exceptions.stream()
                .filter(exception -> exception.takes(name))
                .flatMap(exception -> exception.ids().stream())
                .toList();
    }

    /// Reads the settings of a file.
    private record Reader(String name) {

        LintSettings read(JsonNode settings) throws UsageException {
            refuseOthers(settings);
            List<PerFile> exceptions = new ArrayList<>();
            JsonNode perFile = settings.path(EXCEPTIONS);
            for (Map.Entry<String, JsonNode> entry : perFile.properties()) {
                exceptions.add(exception(entry.getKey(), ids(entry.getKey(), entry.getValue())));
            }
            Map<String, String> texts = new HashMap<>();
            Map<String, List<String>> lists = new HashMap<>();
            for (Map.Entry<String, JsonNode> entry : settings.properties()) {
                if (TEXTS.contains(entry.getKey())) {
                    texts.put(entry.getKey(), text(entry.getKey(), entry.getValue()));
                } else if (LISTS.contains(entry.getKey())) {
                    lists.put(entry.getKey(), ids(entry.getKey(), entry.getValue()));
                }
            }
            return new LintSettings(texts, lists, exceptions);
        }

        private void refuseOthers(JsonNode settings) throws UsageException {
            for (Map.Entry<String, JsonNode> entry : settings.properties()) {
                String key = entry.getKey();
                if (key.equals(EXCEPTIONS) && !entry.getValue().isObject()) {
                    throw wrong(key + " is a table of patterns and lists of rules");
                }
                if (!key.equals(EXCEPTIONS) && !TEXTS.contains(key) && !LISTS.contains(key)) {
                    throw wrong(
                            "there is no setting '"
                                    + key
                                    + "': it is select, ignore, dialect, fail-on or a table "
                                    + EXCEPTIONS);
                }
            }
        }

        private PerFile exception(String pattern, List<String> ids) throws UsageException {
            try {
                PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
                return new PerFile(folder(), matcher, pattern.indexOf('/') < 0, ids);
            } catch (PatternSyntaxException e) {
                throw wrong("'" + pattern + "' is not a pattern of files: " + e.getDescription());
            }
        }

        private Path folder() {
            Path file = Path.of(name).toAbsolutePath().normalize();
            return Optional.ofNullable(file.getParent()).orElse(file);
        }

        private String text(String key, JsonNode value) throws UsageException {
            if (!value.isTextual()) {
                throw wrong(key + " is a text in quotes");
            }
            return value.asText();
        }

        private List<String> ids(String key, JsonNode value) throws UsageException {
            List<JsonNode> elements = value.valueStream().toList();
            if (!value.isArray() || !elements.stream().allMatch(JsonNode::isTextual)) {
                throw wrong("'" + key + "' is a list of rules: [\"TS301\", \"TS4\"]");
            }
            try {
                return RuleIds.of(elements.stream().map(JsonNode::asText));
            } catch (UsageException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }

        private UsageException wrong(String message) {
            return new UsageException(name + ": " + message);
        }
    }
}
