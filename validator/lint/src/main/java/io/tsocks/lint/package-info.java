/// The linter: rules over a file and its policy, suppressions, fixes, baselines and the canonical
/// layout.
package io.tsocks.lint;
