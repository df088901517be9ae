package io.tsocks.validator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The list of files that git tracks in a work tree: versions 2 to 4 of the index, with SHA-1
/// (gitformat-index). The index is read directly, because the configuration of a repository can
/// name programs that git would run. If nothing can be found out about a file, it counts as not
/// tracked.
final class GitIndex {

    private static final int MAGIC = 0x44495243; // DIRC
    private static final int STAT_AND_HASH = 40 + 20;
    private static final int EXTENDED = 0x4000;

    private final DataInputStream in;
    private final int version;
    private byte[] last = {};

    private GitIndex(DataInputStream in, int version) {
        this.in = in;
        this.version = version;
    }

    /// Whether a file is in a work tree of git, and git tracks it.
    static boolean tracks(Path file) throws IOException {
        Path real = file.toRealPath();
        for (Path at = real.getParent(); at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.exists(git)) {
                byte[] name = at.relativize(real).toString().getBytes(StandardCharsets.UTF_8);
                return lists(folder(git).resolve("index"), name);
            }
        }
        return false;
    }

    /// The folder itself, or the folder that a file in its place names, as in linked work trees.
    private static Path folder(Path git) throws IOException {
        if (!Files.isRegularFile(git)) {
            return git;
        }
        try (var lines = Files.lines(git, StandardCharsets.ISO_8859_1)) {
            return lines.findFirst()
                    .filter(line -> line.startsWith("gitdir: ") && line.indexOf('\0') < 0)
                    .map(line -> git.resolveSibling(line.substring("gitdir: ".length()).strip()))
                    .orElse(git);
        }
    }

    private static boolean lists(Path index, byte[] name) throws IOException {
        if (!Files.isRegularFile(index)) {
            return false;
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(index)))) {
            int magic = in.readInt();
            int version = in.readInt();
            int entries = in.readInt();
            if (magic != MAGIC || version < 2 || version > 4) {
                return false;
            }
            var list = new GitIndex(in, version);
            for (int i = 0; i < entries; i++) {
                if (Arrays.equals(list.next(), name)) {
                    return true;
                }
            }
            return false;
        } catch (EOFException _) {
            return false;
        }
    }

    /// The name of the next entry.
    private byte[] next() throws IOException {
        in.skipNBytes(STAT_AND_HASH);
        int size = STAT_AND_HASH + 2;
        int flags = in.readUnsignedShort();
        if (version > 2 && (flags & EXTENDED) != 0) {
            in.skipNBytes(2);
            size += 2;
        }
        if (version == 4) {
            int kept = Math.clamp((long) last.length - dropped(), 0, last.length);
            var name = new ByteArrayOutputStream();
            name.write(last, 0, kept);
            readTo(name);
            last = name.toByteArray();
            return last;
        }
        var name = new ByteArrayOutputStream();
        readTo(name);
        // at least one NUL, up to a multiple of 8; the first has been read
        size += name.size();
        in.skipNBytes(7 - size % 8);
        return name.toByteArray();
    }

    private void readTo(ByteArrayOutputStream name) throws IOException {
        for (int c = in.readUnsignedByte(); c != 0; c = in.readUnsignedByte()) {
            name.write(c);
        }
    }

    /// How many bytes to drop from the end of the last name, in the offset encoding of pack files.
    private int dropped() throws IOException {
        int c = in.readUnsignedByte();
        int value = c & 0x7f;
        while ((c & 0x80) != 0) {
            c = in.readUnsignedByte();
            value = ((value + 1) << 7) | (c & 0x7f);
        }
        return value;
    }
}
