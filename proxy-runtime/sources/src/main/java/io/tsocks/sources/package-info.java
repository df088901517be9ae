/// Follows a policy that is kept elsewhere, for many machines: in etcd or on a web server.
///
/// A [io.tsocks.sources.Mirror] keeps a file equal to the last good policy of its source. Whatever
/// follows a file can so follow a source.
package io.tsocks.sources;
