/// Linux as tsocks needs it, in three layers: names and numbers ([Abi], [Syscall], [C]), the
/// binding ([Kernel], and [Native] for the one that this process runs on), and what they mean
/// ([SeccompListener], [Target], [NativeSocket] and the rest).
///
/// Calls return a [Result] with the errno of that very call; nothing here throws for a kernel's
/// answer. Structures are read and written at the offsets of [C], which a test compares with the
/// system's own headers.
package io.tsocks.linux;
