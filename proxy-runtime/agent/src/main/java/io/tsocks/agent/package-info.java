/// What starts the agent. Only these classes are on the program's class path.
package io.tsocks.agent;
