package io.tsocks.lint.report;

import io.tsocks.grammar.Severity;

/// What a report is to be like, as far as its format cares.
///
/// @param colour whether a text may use the terminal's colours
/// @param quiet whether a text leaves out its summaries
/// @param failOn the severity from which on a finding is a failure, for formats that tell
/// @param version of this program, for formats that name it
public record ReportOptions(boolean colour, boolean quiet, Severity failOn, String version) {}
