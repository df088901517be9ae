package io.tsocks.validator;

import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Reads files that the command did not write. A repository from elsewhere may contain a pipe that
/// never ends, a file that fills the memory, or a link to a secret; each is refused with its
/// reason.
///
/// @param most the most bytes that a file may have
/// @param followLinks whether a relative name may lead out of the working folder
public record InputFile(int most, boolean followLinks) {

    private static final int MEGABYTE = 1 << 20;

    /// For files that are linted: 16 MB.
    public static final InputFile STANDARD = new InputFile(16 * MEGABYTE, false);

    /// For policies that are asked about routes: 64 MB, because some have a million networks.
    public static final InputFile POLICY = new InputFile(64 * MEGABYTE, false);

    /// The same limits with another size.
    ///
    /// @param megabytes 1 to 2047
    InputFile upTo(int megabytes) {
        return new InputFile(megabytes * MEGABYTE, followLinks);
    }

    /// The same limits, but links may lead anywhere.
    InputFile followingLinks() {
        return new InputFile(most, true);
    }

    /// Reads a file.
    ///
    /// @throws UsageException if it cannot be read, with the reason
    public byte[] read(String name) throws UsageException {
        try {
            return read(name, path(name));
        } catch (InvalidPathException e) {
            throw unreadable(name, e.getReason());
        } catch (IOException e) {
            throw unreadable(name, FileTrouble.reason(e));
        }
    }

    private byte[] read(String name, Path path) throws IOException, UsageException {
        refuseOtherKinds(name, path);
        refuseLeadingOut(name, path);
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, name);
        }
    }

    /// Reads standard input to its end.
    ///
    /// @throws UsageException if it is closed, cannot be read, or is too long
    public byte[] readStdin(CommandContext context) throws UsageException {
        if (context.input() == CommandContext.Input.CLOSED) {
            throw unreadable("standard input", "it is closed");
        }
        try {
            return read(context.in(), "standard input");
        } catch (IOException e) {
            throw unreadable("standard input", FileTrouble.reason(e));
        }
    }

    private byte[] read(InputStream in, String name) throws IOException, UsageException {
        byte[] bytes = in.readNBytes(most);
        if (bytes.length == most && in.read() >= 0) {
            throw unreadable(
                    name, "it is longer than " + most / MEGABYTE + " MB (--max-size allows more)");
        }
        return bytes;
    }

    /// The path of a name. Java cannot express a name that is not in the encoding of the locale,
    /// but can list it, so such a name is searched for in its folder.
    static Path path(String name) throws IOException {
        Path path = Path.of(name);
        Path last = path.getFileName();
        if (last == null || last.toString().indexOf('\uFFFD') < 0 || Files.exists(path)) {
            return path;
        }
        try (Stream<Path> siblings = Files.list(path.toAbsolutePath().getParent())) {
            List<Path> same =
                    siblings.filter(
                                    sibling ->
                                            String.valueOf(sibling.getFileName())
                                                    .equals(last.toString()))
                            .limit(2)
                            .toList();
            return same.size() == 1 ? path.resolveSibling(same.getFirst().getFileName()) : path;
        }
    }

    /// Refuses other kinds of files. A pipe or a device is read only if it is named as such:
    /// `/dev/fd/63`, `/dev/stdin`.
    private static void refuseOtherKinds(String name, Path path)
            throws IOException, UsageException {
        if (Files.isDirectory(path)) {
            throw unreadable(name, "it is a folder");
        }
        boolean typed = name.startsWith("/dev/") || name.startsWith("/proc/");
        if (Files.exists(path) && !Files.isRegularFile(path) && !typed) {
            throw unreadable(name, "it is a pipe, a socket or a device, and not a file");
        }
    }

    /// Refuses a link that leads out: a relative name means a file in the working folder, unless
    /// its `..` say otherwise.
    private void refuseLeadingOut(String name, Path path) throws IOException, UsageException {
        if (followLinks || path.isAbsolute() || path.normalize().startsWith("..")) {
            return;
        }
        Path real = path.toRealPath();
        if (!real.startsWith(Path.of("").toRealPath())) {
            throw unreadable(
                    name,
                    "a link leads out of this folder, to "
                            + real
                            + ": name that file, or use --follow-links");
        }
    }

    /// Refuses to replace anything but the user's own files: another kind of file, or the target of
    /// a link that leads out of both the link's folder and the working folder.
    ///
    /// @param before the content of the file when it was read
    void refuseToReplace(String name, byte[] before) throws UsageException {
        try {
            Path path = path(name);
            if (!Files.isRegularFile(path)) {
                throw new UsageException(name + " is not a plain file, so it cannot be changed");
            }
            refuseLeadingOut(name, path);
            Path real = path.toRealPath();
            Path folder = path.toAbsolutePath().normalize().resolveSibling("").toRealPath();
            boolean link = Files.isSymbolicLink(path);
            if (link
                    && !followLinks
                    && !real.startsWith(folder)
                    && !real.startsWith(Path.of("").toRealPath())) {
                throw new UsageException(
                        name
                                + " is a link to "
                                + real
                                + ", which is left alone: name that file, or use --follow-links");
            }
            if (!Arrays.equals(before, Files.readAllBytes(path))) {
                throw new UsageException(
                        name
                                + " has been changed since it was read, so it is left alone: run"
                                + " the command again");
            }
        } catch (IOException e) {
            throw unreadable(name, FileTrouble.reason(e));
        } catch (InvalidPathException e) {
            throw unreadable(name, e.getReason());
        }
    }

    private static UsageException unreadable(String name, String reason) {
        return new UsageException("cannot read " + name + ": " + reason);
    }
}
