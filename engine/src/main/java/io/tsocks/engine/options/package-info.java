/// Policies without a file: from the options of a command and from the variables that other
/// programs take their proxy from.
@NullMarked
package io.tsocks.engine.options;

import org.jspecify.annotations.NullMarked;
