package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A classic BPF program over `struct seccomp_data`, as data.
///
/// @param instructions in the order in which they run
record BpfProgram(List<Instruction> instructions) {

    static final int LD_W_ABS = 0x20;
    static final int JEQ_K = 0x15;
    static final int JGE_K = 0x35;
    static final int JSET_K = 0x45;
    static final int AND_K = 0x54;
    static final int RET_K = 0x06;

    BpfProgram {
        instructions = List.copyOf(instructions);
    }

    /// `struct sock_filter`.
    ///
    /// @param jt instructions to skip if a comparison holds, 0 to 255
    /// @param jf instructions to skip if it does not
    record Instruction(int code, int jt, int jf, int k) {}

    /// Writes `struct sock_filter[]`.
    void writeTo(MemorySegment array) {
        for (int i = 0; i < instructions.size(); i++) {
            Instruction instruction = instructions.get(i);
            long at = (long) i * C.sock_filter$SIZE;
            array.set(JAVA_SHORT, at, (short) instruction.code());
            array.set(JAVA_BYTE, at + 2, (byte) instruction.jt());
            array.set(JAVA_BYTE, at + 3, (byte) instruction.jf());
            array.set(JAVA_INT, at + 4, instruction.k());
        }
    }

    /// Assembles a program. Jumps name labels that come later in the program.
    static final class Assembler {

        private record Jump(int code, int k, String yes, String no) {}

        /// As the target of a jump, means the next instruction.
        static final String NEXT = "";

        private final List<Object> parts = new ArrayList<>();
        private final Map<String, Integer> labels = new HashMap<>();

        /// Loads the 32-bit word at an offset of `seccomp_data`.
        Assembler load(int offset) {
            parts.add(new Instruction(LD_W_ABS, 0, 0, offset));
            return this;
        }

        /// Loads the low half of an argument: all that the kernel takes of an `int`.
        Assembler loadArgument(int index) {
            return load(C.seccomp_data$args + 8 * index);
        }

        /// Loads the high half of an argument that is a pointer.
        Assembler loadArgumentHigh(int index) {
            return load(C.seccomp_data$args + 8 * index + 4);
        }

        Assembler and(int mask) {
            parts.add(new Instruction(AND_K, 0, 0, mask));
            return this;
        }

        Assembler ifEqual(int value, String yes, String no) {
            parts.add(new Jump(JEQ_K, value, yes, no));
            return this;
        }

        Assembler ifAtLeast(int value, String yes, String no) {
            parts.add(new Jump(JGE_K, value, yes, no));
            return this;
        }

        Assembler ifAnyBit(int mask, String yes, String no) {
            parts.add(new Jump(JSET_K, mask, yes, no));
            return this;
        }

        Assembler answer(int action) {
            parts.add(new Instruction(RET_K, 0, 0, action));
            return this;
        }

        /// Names the next instruction.
        Assembler label(String name) {
            if (labels.put(name, parts.size()) != null) {
                throw new IllegalArgumentException("label twice: " + name);
            }
            return this;
        }

        BpfProgram assemble() {
            List<Instruction> instructions = new ArrayList<>();
            for (Object part : parts) {
                instructions.add(
                        switch (part) {
                            case Instruction done -> done;
                            case Jump jump ->
                                    new Instruction(
                                            jump.code(),
                                            distance(instructions.size(), jump.yes()),
                                            distance(instructions.size(), jump.no()),
                                            jump.k());
                            default -> throw new AssertionError(part);
                        });
            }
            return new BpfProgram(instructions);
        }

        private int distance(int from, String label) {
            if (label.equals(NEXT)) {
                return 0;
            }
            Integer to = labels.get(label);
            if (to == null || to <= from || to - from - 1 > 255) {
                throw new IllegalStateException("cannot jump from " + from + " to " + label);
            }
            return to - from - 1;
        }
    }
}
