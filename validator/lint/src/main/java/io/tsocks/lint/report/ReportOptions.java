package io.tsocks.lint.report;

import io.tsocks.grammar.Severity;

/// The options of a report. Formats ignore those that do not apply to them.
///
/// @param colour whether a text may use terminal colours
/// @param quiet whether a text leaves out its summaries
/// @param failOn the lowest severity that is a failure, for formats that mark failures
/// @param version the version of this program, for formats that name it
public record ReportOptions(boolean colour, boolean quiet, Severity failOn, String version) {}
