/// The language of tsocks.conf: from text to statements and problems, and back without losing a
/// byte.
package io.tsocks.grammar;
