package io.tsocks.lsp;

import io.tsocks.lint.model.LintOptions;
import io.tsocks.validator.LintSettings;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the linter does about a document: what `tsocks-validate` would do in the folder that the
/// editor has opened, whose settings it reads.
final class WorkspaceSettings {

    /// No folder is open.
    static final WorkspaceSettings NONE = new WorkspaceSettings(List.of(), _ -> {});

    private final List<Path> folders;
    private final Complaint complaint;
    private final Map<Path, String> mistakes = new HashMap<>();

    /// Tells a person what is wrong with settings.
    @FunctionalInterface
    interface Complaint {
        void tell(String message) throws IOException;
    }

    private WorkspaceSettings(List<Path> folders, Complaint complaint) {
        this.folders = folders;
        this.complaint = complaint;
    }

    /// The folders that a client names when it comes.
    ///
    /// @param parameters those of `initialize`
    static WorkspaceSettings of(JsonValue parameters, Complaint complaint) {
        Stream<JsonValue> named =
                parameters.at("workspaceFolders").items().stream().map(one -> one.at("uri"));
        List<Path> folders =
                Stream.concat(named, Stream.of(parameters.at("rootUri")))
                        .flatMap(uri -> uri.text().stream())
                        .flatMap(uri -> path(uri).stream())
                        .toList();
        return new WorkspaceSettings(folders, complaint);
    }

    /// The options for a document, as the settings are now. A mistake in them is told once, and the
    /// usual options hold until it is mended.
    LintOptions optionsFor(String uri) throws IOException {
        Optional<Path> file = path(uri);
        Optional<Path> folder = file.flatMap(this::folderOf);
        if (folder.isEmpty()) {
            return LintOptions.DEFAULT;
        }
        try {
            LintOptions options = LintSettings.optionsIn(folder.get(), file.get());
            mistakes.remove(folder.get());
            return options;
        } catch (UsageException e) {
            String mistake = String.valueOf(e.getMessage());
            if (!mistake.equals(mistakes.put(folder.get(), mistake))) {
                complaint.tell(mistake);
            }
            return LintOptions.DEFAULT;
        }
    }

    /// The innermost of the folders that has a file.
    private Optional<Path> folderOf(Path file) {
        return folders.stream()
                .filter(file::startsWith)
                .max(Comparator.comparingInt(Path::getNameCount));
    }

    private static Optional<Path> path(String uri) {
        try {
            return Optional.of(Path.of(URI.create(uri)).normalize());
        } catch (IllegalArgumentException | FileSystemNotFoundException _) {
            return Optional.empty();
        }
    }
}
