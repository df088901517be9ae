/// The vocabulary of all other modules: addresses, networks, ports, endpoints, secrets, places in a
/// text. They are plain values without dependencies.
package io.tsocks.net;
