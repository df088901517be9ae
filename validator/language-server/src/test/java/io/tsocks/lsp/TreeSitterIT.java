package io.tsocks.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tsocks.testing.Approved;
import io.tsocks.testing.Command;
import io.tsocks.testing.Programs;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The grammar of tree-sitter in Neovim, put there as the documentation says.
@RequiresProgram({"nvim", "gcc"})
class TreeSitterIT {

    private static final Path GRAMMAR = Project.home().resolve("editors/tree-sitter");

    /// Reads each file of the folder $TEXTS, and writes what it is made of, as JSON.
    private static final String PARSE =
            """
            local out = {}
            for _, path in ipairs(vim.fn.sort(vim.fn.glob(vim.env.TEXTS .. '/*', false, true))) do
              local file = io.open(path, 'rb')
              local root = vim.treesitter.get_string_parser(file:read('*a'), 'tsocks'):parse()[1]:root()
              file:close()
              table.insert(out, (root:has_error() and 'ERROR ' or '') .. root:sexpr())
            end
            local file = io.open(vim.env.RESULT, 'w')
            file:write(vim.fn.json_encode(out))
            file:close()
            vim.cmd('qall!')
            """;

    /// Opens $POLICY, and writes what each piece of it is coloured as.
    private static final String COLOUR =
            """
            vim.cmd('edit ' .. vim.env.POLICY)
            local active = vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] ~= nil
            local get = vim.treesitter.query and vim.treesitter.query.get or vim.treesitter.get_query
            local query = get('tsocks', 'highlights')
            local out = { active and 'coloured' or 'not coloured' }
            local text = vim.treesitter.get_node_text or vim.treesitter.query.get_node_text
            for id, node in query:iter_captures(vim.treesitter.get_parser(0, 'tsocks'):parse()[1]:root(), 0, 0, -1) do
              table.insert(out, string.format('%-20s %s', query.captures[id], text(node, 0)))
            end
            local file = io.open(vim.env.RESULT, 'w')
            file:write(vim.fn.json_encode(out))
            file:close()
            vim.cmd('qall!')
            """;

    @TempDir private Path folder;
    private Path texts;

    @BeforeEach
    void install() throws Exception {
        texts = Files.createDirectory(folder.resolve("texts"));
        Command.of("sh", "-euc", "cd \"$PROJECT\"\n" + block("sh"))
                .with("PROJECT", Project.home().toString())
                .with("HOME", folder.toString())
                .run();
    }

    @Test
    void theExamplesOfTheGrammarAreReadAsTheySay() throws Exception {
        List<String> expected = new ArrayList<>();
        for (Matcher example = examples(); example.find(); ) {
            write(example.group(1));
            expected.add(example.group(2).replaceAll("\\s+", " ").replace(" )", ")").strip());
        }
        assertThat(expected).hasSizeGreaterThan(5);
        assertThat(parsed().stream().map(TreeSitterIT::withoutFields)).isEqualTo(expected);
    }

    @Test
    void everyRealFileIsReadWithoutAnError() throws Exception {
        for (Path files : List.of(Project.corpus(), Project.home().resolve("samples"))) {
            try (var confs = Files.newDirectoryStream(files, "*.conf")) {
                for (Path file : confs) {
                    write(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(parsed()).hasSizeGreaterThan(100).noneMatch(tree -> tree.startsWith("ERROR"));
    }

    /// Who edits writes lines that are no statements yet; the lines around them stay what they are.
    @Test
    void noTextIsAnError() throws Exception {
        List<String> words =
                List.of(
                        "local",
                        "reaches",
                        "server",
                        "path",
                        "{",
                        "}",
                        "=",
                        "#",
                        " ",
                        "\t",
                        "\n",
                        "\r",
                        "weight",
                        "10.0.0.0",
                        "/",
                        "8",
                        ":",
                        "-",
                        "[",
                        "]",
                        "fe80::",
                        "chain",
                        "recover",
                        "\u00e9",
                        "\f",
                        "30s",
                        ".",
                        "*",
                        "example.com",
                        "\"",
                        "\\",
                        "locala",
                        "@");
        RandomGenerator random = Seeds.random(20);
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 200; j++) {
                text.append(words.get(random.nextInt(words.size())));
            }
            write(text.toString());
        }
        assertThat(parsed()).hasSize(20).noneMatch(tree -> tree.startsWith("ERROR"));
    }

    @Test
    void aFileIsColouredAsTheSetupSays() throws Exception {
        Path policy =
                Files.writeString(
                        folder.resolve("office-tsocks.conf"),
                        """
                        # ours
                        local = 10.0.0.0/255.0.0.0
                        local = *.example.com:443
                        path {
                            reaches = [2001:db8::]:80-90/32 # theirs
                            server = socks5://proxy.example weight 3
                            chain = yes and more
                        }
                        locale = 5
                        recover = 30s 5
                        }
                        """);
        Path setup = Files.writeString(folder.resolve("setup.lua"), block("lua"));
        Approved.verify(
                "tree-sitter-colours.txt",
                String.join("\n", run(setup.toString(), COLOUR, policy)) + "\n");
    }

    private static String withoutFields(String tree) {
        return tree.replaceAll("\\w+: ", "");
    }

    private static Matcher examples() throws Exception {
        String file = Files.readString(GRAMMAR.resolve("test/corpus/statements.txt"));
        return Pattern.compile("(?s)={9,}\n[^\n]*\n={9,}\n(.*?)---\n(.*?)(?=\n={9,}|$)")
                .matcher(file);
    }

    private void write(String text) throws Exception {
        long number;
        try (Stream<Path> files = Files.list(texts)) {
            number = files.count();
        }
        Files.writeString(texts.resolve("%04d".formatted(number)), text);
    }

    /// What each file is made of.
    private List<String> parsed() throws Exception {
        return run("NONE", PARSE, folder);
    }

    private List<String> run(String setup, String script, Path policy) throws Exception {
        Path result = folder.resolve("result.json");
        Command.of(
                        Programs.get("nvim").toString(),
                        "--headless",
                        "-n",
                        "-i",
                        "NONE",
                        "-u",
                        setup,
                        "-S",
                        Files.writeString(folder.resolve("script.lua"), script).toString())
                .with("HOME", folder.toString())
                .with("XDG_CONFIG_HOME", folder.resolve(".config").toString())
                .with("XDG_STATE_HOME", folder.toString())
                .with("TEXTS", texts.toString())
                .with("POLICY", policy.toString())
                .with("RESULT", result.toString())
                .run();
        try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(result))) {
            return JsonValue.read(json).items().stream()
                    .map(one -> one.text().orElseThrow())
                    .toList();
        }
    }

    /// A block of the documentation about colours.
    private static String block(String language) throws Exception {
        String page = Files.readString(Project.home().resolve("docs/editors.md"));
        String section = page.substring(page.indexOf("### Colours"));
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(section);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
