/// The policy of a tsocks.conf and the engine that answers for it.
package io.tsocks.engine;
