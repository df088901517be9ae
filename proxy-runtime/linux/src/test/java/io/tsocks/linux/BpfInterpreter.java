package io.tsocks.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Runs a classic BPF program the way the kernel does, over a `struct seccomp_data`.
final class BpfInterpreter {

    private BpfInterpreter() {}

    /// The action that the program answers with.
    static int run(BpfProgram program, int arch, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(number).putInt(arch).putLong(0);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        int accumulator = 0;
        for (int at = 0; ; at++) {
            BpfProgram.Instruction instruction = program.instructions().get(at);
            int k = instruction.k();
            switch (instruction.code()) {
                case BpfProgram.LD_W_ABS -> accumulator = data.getInt(k);
                case BpfProgram.AND_K -> accumulator &= k;
                case BpfProgram.JEQ_K -> at += jump(instruction, accumulator == k);
                case BpfProgram.JGE_K ->
                        at += jump(instruction, Integer.compareUnsigned(accumulator, k) >= 0);
                case BpfProgram.JSET_K -> at += jump(instruction, (accumulator & k) != 0);
                case BpfProgram.RET_K -> {
                    return k;
                }
                default -> throw new AssertionError("no such instruction: " + instruction);
            }
        }
    }

    private static int jump(BpfProgram.Instruction instruction, boolean holds) {
        return holds ? instruction.jt() : instruction.jf();
    }
}
