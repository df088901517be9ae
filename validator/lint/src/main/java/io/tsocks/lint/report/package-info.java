/// What the linter found, in the forms that people and programs read.
package io.tsocks.lint.report;
