package io.tsocks.agent.inside;

import java.util.List;
import org.objectweb.asm.Opcodes;

/// A change to a method of the JDK.
sealed interface Edit {

    /// The name of the method.
    String method();

    /// The descriptor of the method; empty if every method with the name is meant.
    String descriptor();

    /// A local variable of the method: `this` or a parameter.
    ///
    /// @param load the instruction that loads it
    record Local(int load, int index) {

        static final Local THIS = new Local(Opcodes.ALOAD, 0);

        static Local reference(int index) {
            return new Local(Opcodes.ALOAD, index);
        }

        static Local integer(int index) {
            return new Local(Opcodes.ILOAD, index);
        }

        static Local wide(int index) {
            return new Local(Opcodes.LLOAD, index);
        }
    }

    /// Each call of a static method calls a hook instead, with local variables as further
    /// arguments.
    ///
    /// @param call the method that is called now, of the class `owner`
    /// @param hook the name of the hook
    /// @param more the further arguments
    record Redirect(
            String method,
            String descriptor,
            String owner,
            String call,
            String callDescriptor,
            String hook,
            List<Local> more)
            implements Edit {}

    /// The method first calls a hook with `this`, and returns at once if that says so: nothing, or
    /// 0 for a number or a boolean.
    ///
    record Guard(String method, String descriptor, String hook) implements Edit {}

    /// The method first calls a hook with one of its parameters.
    record Before(String method, String descriptor, String hook, String hookDescriptor, Local local)
            implements Edit {}

    /// The method replaces an `int` parameter by what a hook makes of it.
    record Parameter(String method, String descriptor, String hook, int index) implements Edit {}

    /// The method returns what a hook makes of its result.
    record Result(String method, String descriptor, String hook, String hookDescriptor)
            implements Edit {}
}
