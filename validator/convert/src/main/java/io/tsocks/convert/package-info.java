/// Reads configurations of other programs as policies, and writes policies as configurations of
/// others. What the other side cannot say is left out and reported, with what was done instead.
package io.tsocks.convert;
