/// The health of servers, and which member of a group a connect tries next. No socket, no thread
/// and no clock. A [io.tsocks.client.ConnectListener] is told of its events.
package io.tsocks.client.health;
