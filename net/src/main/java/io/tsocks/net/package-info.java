/// The vocabulary that everything else is said in: addresses, networks, ports, endpoints, secrets.
/// Values without behaviour of their own, and without a dependency.
package io.tsocks.net;
