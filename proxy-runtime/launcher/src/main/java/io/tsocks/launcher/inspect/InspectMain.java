package io.tsocks.launcher.inspect;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The program `tsocks-inspect`.
final class InspectMain {

    private InspectMain() {}

    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        int status = new InspectCommand(out, err, System.getenv()).run(arguments);
        err.flush();
        System.exit(out.checkError() ? InspectCommand.UNUSABLE : status);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
