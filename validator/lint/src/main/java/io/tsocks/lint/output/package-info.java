/// The JSON and XML output of the whole project, without characters that a terminal would obey.
package io.tsocks.lint.output;
