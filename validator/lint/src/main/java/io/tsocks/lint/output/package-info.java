/// JSON and XML as everything of this project writes them: without what a terminal would obey.
package io.tsocks.lint.output;
