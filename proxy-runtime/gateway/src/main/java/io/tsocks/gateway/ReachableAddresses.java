package io.tsocks.gateway;

/// Which addresses a gateway reaches although they are dangerous, whatever the policy says. Both
/// are closed by default.
///
/// @param linkLocal 169.254.0.0/16 and fe80::/10, where clouds tell their machines secrets, and the
///     metadata address fd00:ec2::254
/// @param itself its own listeners, which could make it connect to itself for ever
public record ReachableAddresses(boolean linkLocal, boolean itself) {

    /// None of them.
    public static final ReachableAddresses STANDARD = new ReachableAddresses(false, false);
}
