/// Deadlines, for the client and the modules built on it. Programs that embed the client use
/// durations instead.
package io.tsocks.client.time;
