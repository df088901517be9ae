/// The health of servers, and which member of a group a connect tries next. No socket, no thread
/// and no clock. Not for embedders: it is for the client and for what is built on it.
package io.tsocks.client.health;
