/// Small programs that embed tsocks, one for each way to do it. The first argument is a tsocks.conf
/// in all of them.
@NullMarked
package io.tsocks.samples;

import org.jspecify.annotations.NullMarked;
