/// Linux as tsocks needs it, in three layers: names and numbers ([Abi], [Syscall], [C]), the
/// binding ([Kernel], with [Native] for the kernel that this process runs on), and their meaning
/// ([SeccompListener], [Target], [NativeSocket] and the rest).
///
/// Calls return a [Result] with the errno of that call; a kernel's answer does not make them throw.
/// Structures are read and written at the offsets of [C], which a test compares with the system's
/// own headers.
package io.tsocks.linux;
