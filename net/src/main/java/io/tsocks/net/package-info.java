/// The vocabulary that everything else is said in: addresses, networks, ports, endpoints, secrets,
/// places in a text. Values without behaviour of their own, and without a dependency.
package io.tsocks.net;
