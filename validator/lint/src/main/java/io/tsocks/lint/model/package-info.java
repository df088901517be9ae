/// What the linter finds, and what a rule is: a [Finding][io.tsocks.lint.model.Finding] with its
/// fix, a rule with its page, and the file that a rule looks at. It knows no rule and no linter.
package io.tsocks.lint.model;
