package io.tsocks.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tsocks.testing.Command;
import io.tsocks.testing.Programs;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real editor, set up as the documentation says.
@RequiresProgram("nvim")
class NeovimIT {

    private static final String TEXT =
            """
            local=10.1.0.0/16
            path {
                reaches = 10.1.2.0/24
                server = socks5://10.1.0.1
            }
            fallback = yes
            """;

    /// What a person would do: open the file, look at the findings, point at a line, follow it to
    /// the one that shadows it, edit, have all fixed, and format.
    private static final String SESSION =
            """
            local out = {}
            local function findings(wanted)
              vim.wait(60000, function() return wanted(vim.diagnostic.get(0)) end, 20)
              return vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(0))
            end
            local function ask(method, more)
              local parameters = vim.tbl_extend('force', vim.lsp.util.make_position_params(), more or {})
              local answers = vim.lsp.buf_request_sync(0, 'textDocument/' .. method, parameters, 60000)
              for _, answer in pairs(answers) do return answer.result end
            end
            vim.cmd('edit ' .. vim.env.POLICY)
            out.opened = findings(function(all) return #all > 0 end)
            vim.api.nvim_win_set_cursor(0, { 3, 6 })
            out.hover = ask('hover').contents.value
            out.definition = ask('definition')[1].range.start.line
            vim.api.nvim_buf_set_text(0, 2, 25, 2, 25, { '  # \u00e4' })
            vim.api.nvim_buf_set_lines(0, 5, 5, false, { 'nonsense' })
            out.edited = findings(function(all)
              for _, one in ipairs(all) do if one.lnum == 5 and one.severity == 1 then return true end end
            end)
            vim.api.nvim_buf_set_lines(0, 5, 6, false, {})
            findings(function(all)
              for _, one in ipairs(all) do if one.lnum == 5 and one.severity == 1 then return false end end
              return true
            end)
            for _, action in ipairs(ask('codeAction', {
              range = { start = { line = 0, character = 0 }, ['end'] = { line = 0, character = 0 } },
              context = { diagnostics = {}, only = { 'source.fixAll' } },
            })) do
              vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
            end
            out.fixed = vim.api.nvim_buf_get_lines(0, 0, 1, false)[1]
            vim.api.nvim_buf_set_lines(0, 3, 4, false, { 'server=socks5://10.1.0.1' })
            vim.lsp.util.apply_text_edits(ask('formatting', { options = { tabSize = 4 } }), 0, 'utf-16')
            out.formatted = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')
            local file = io.open(vim.env.RESULT, 'w')
            file:write(vim.fn.json_encode(out))
            file:close()
            vim.cmd('qall!')
            """;

    @TempDir private Path folder;

    @Test
    void aSessionWithTheSetupOfTheDocumentation() throws Exception {
        ServerProgram.putInto(folder);
        Path setup = Files.writeString(folder.resolve("setup.lua"), setup());
        Path session = Files.writeString(folder.resolve("session.lua"), SESSION);
        Path policy = Files.writeString(folder.resolve("office-tsocks.conf"), TEXT);
        Path result = folder.resolve("result.json");
        Command.of(
                        Programs.get("nvim").toString(),
                        "--headless",
                        "-n",
                        "-i",
                        "NONE",
                        "-u",
                        setup.toString(),
                        "-S",
                        session.toString())
                .with("PATH", folder + ":" + System.getenv("PATH"))
                .with("HOME", folder.toString())
                .with("XDG_STATE_HOME", folder.toString())
                .with("POLICY", policy.toString())
                .with("RESULT", result.toString())
                .run();
        JsonValue out = read(result);
        assertThat(texts(out.at("opened"))).contains("TS305");
        assertThat(out.at("hover").text().orElse(""))
                .contains("Covers 256 addresses and decides for none of them", "local at line 1");
        assertThat(out.at("definition").number()).isZero();
        assertThat(texts(out.at("edited"))).contains("TS101");
        assertThat(out.at("fixed").text()).contains("local = 10.1.0.0/16");
        assertThat(out.at("formatted").text())
                .contains(
                        TEXT.replace("local=", "local = ")
                                .replace("10.1.2.0/24", "10.1.2.0/24  # \u00e4")
                                .strip());
    }

    private static List<String> texts(JsonValue items) {
        return items.items().stream().flatMap(item -> item.text().stream()).toList();
    }

    private static JsonValue read(Path file) throws Exception {
        try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
            return JsonValue.read(json);
        }
    }

    private static String setup() throws Exception {
        String page = Files.readString(Project.home().resolve("docs/editors.md"));
        Matcher block = Pattern.compile("(?s)```lua\n(.*?)```").matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
