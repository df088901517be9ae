/// Deadlines, for the client and what is built on it. Not for embedders, to whom they are
/// durations.
package io.tsocks.client.time;
