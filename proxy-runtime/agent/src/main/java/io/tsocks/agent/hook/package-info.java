/// What the woven methods of the JDK call. These classes are defined to the boot loader; they name
/// no class outside of java.base.
package io.tsocks.agent.hook;
