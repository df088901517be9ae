package io.tsocks.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// The test needs programs of the system, and is skipped if one is absent, with its name.
/// `.ci/install-test-servers` installs them all, and `.ci/run` fails if a test was skipped.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Programs.class)
public @interface RequiresProgram {

    /// Names of programs on the PATH or in /usr/sbin.
    String[] value();
}
