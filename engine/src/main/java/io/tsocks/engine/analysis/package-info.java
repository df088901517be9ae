/// Questions about policies as wholes: what a change changes, where a route is possible, which
/// lines a set of tests reaches, and how the address space is divided. All answers are exact and
/// complete wherever [PolicyChart#isExact()] holds.
///
/// Ports are 1 to 65535 here. A question without a port, which [io.tsocks.engine.PolicyEngine]
/// answers too, is no connection.
package io.tsocks.engine.analysis;
