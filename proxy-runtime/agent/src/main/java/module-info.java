import org.jspecify.annotations.NullMarked;

/// The agent that makes the sockets of an unmodified program connect as a policy says. Its jar is
/// for `-javaagent`; there it is in no module.
@NullMarked
module io.tsocks.agent {
    requires io.tsocks.client;
    requires java.instrument;
    requires org.objectweb.asm;
    requires static jdk.attach;
    requires static transitive org.jspecify;
}
