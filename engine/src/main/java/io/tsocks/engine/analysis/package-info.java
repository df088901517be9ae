/// Questions about whole policies: what a change changes, where a route is possible, which lines a
/// set of tests reaches, and how the address space is divided. All answers are exact and complete
/// if [PolicyChart#isExact()] holds.
///
/// Ports are 1 to 65535 here. A question without a port, which [io.tsocks.engine.PolicyEngine] also
/// answers, is not about a connection.
package io.tsocks.engine.analysis;
