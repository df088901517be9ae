package io.tsocks.launcher.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The variables that this process was started for with, as they are: they are handed on where they
/// lie, and neither decoded nor copied.
///
/// The script that starts tsocks hides some of them from the JVM behind a mark, and marks the names
/// of those that only the JVM is to have.
final class Environment {

    private static final MemorySegment ENVIRON = Native.address("environ");

    /// Before a variable that the command is to have without this mark.
    private static final byte[] SAVED = "TSOCKS_SAVED_".getBytes(ISO_8859_1);

    /// Before the name of a variable that the command had not.
    private static final byte[] ADDED = "TSOCKS_ADDED_".getBytes(ISO_8859_1);

    /// Before what only the supervisor is to know.
    private static final byte[] PASSWORD = "TSOCKS_PASSWORD=".getBytes(ISO_8859_1);

    /// All of this process's memory.
    private static final MemorySegment MEMORY = memory();

    private Environment() {}

    @SuppressWarnings("restricted")
    private static MemorySegment memory() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    /// The addresses of the variables for the command, without the 0 that ends them in memory.
    ///
    /// @param arena where the added ones are to be; the others are where they always were
    /// @param added `NAME=value`; in place of any of the same name
    static List<Long> forCommand(Arena arena, List<String> added) {
        List<Long> variables = inherited(added);
        for (String variable : added) {
            byte[] text = (variable + '\0').getBytes(UTF_8);
            variables.add(arena.allocateFrom(JAVA_BYTE, text).address());
        }
        return variables;
    }

    private static List<Long> inherited(List<String> added) {
        List<Long> all = all();
        List<byte[]> replaced = replaced(all);
        replaced.add(PASSWORD);
        for (String variable : added) {
            replaced.add(variable.substring(0, variable.indexOf('=') + 1).getBytes(UTF_8));
        }
        List<Long> kept = new ArrayList<>();
        for (long variable : all) {
            if (startsWith(variable, SAVED)) {
                kept.add(variable + SAVED.length);
            } else if (!startsWith(variable, ADDED) && !startsWithOne(variable, replaced)) {
                kept.add(variable);
            }
        }
        return kept;
    }

    private static List<Long> all() {
        List<Long> variables = new ArrayList<>();
        long at = MEMORY.get(JAVA_LONG, ENVIRON.address());
        for (long next = MEMORY.get(JAVA_LONG, at); next != 0; next = MEMORY.get(JAVA_LONG, at)) {
            variables.add(next);
            at += JAVA_LONG.byteSize();
        }
        return variables;
    }

    /// The names, each with its `=`, of what the JVM has in place of what the command is to have.
    private static List<byte[]> replaced(List<Long> variables) {
        List<byte[]> names = new ArrayList<>();
        for (long variable : variables) {
            for (byte[] mark : List.of(SAVED, ADDED)) {
                if (startsWith(variable, mark)) {
                    names.add(name(variable + mark.length));
                }
            }
        }
        return names;
    }

    private static byte[] name(long variable) {
        long length = 0;
        while (byteAt(variable + length) != '=' && byteAt(variable + length) != 0) {
            length++;
        }
        byte[] name = new byte[(int) length + 1];
        MemorySegment.copy(MEMORY, JAVA_BYTE, variable, name, 0, (int) length);
        name[(int) length] = '=';
        return name;
    }

    private static boolean startsWithOne(long text, List<byte[]> beginnings) {
        for (byte[] beginning : beginnings) {
            if (startsWith(text, beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(long text, byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (byteAt(text + i) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte byteAt(long address) {
        return MEMORY.get(JAVA_BYTE, address);
    }
}
