/// The model of the linter: a [Finding][io.tsocks.lint.model.Finding] with its fix, a rule with its
/// page, and the file that a rule looks at. It depends on no rule and no linter.
package io.tsocks.lint.model;
