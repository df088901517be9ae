/// The rules of the linter, one class each. `Catalog` lists them.
package io.tsocks.lint.rules;
