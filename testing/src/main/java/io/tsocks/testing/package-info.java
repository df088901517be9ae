/// What the tests of all modules share: programs that may be absent, seeds, files beside the
/// project, approved texts.
@NullMarked
package io.tsocks.testing;

import org.jspecify.annotations.NullMarked;
