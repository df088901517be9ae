package io.tsocks.agent.inside;

import io.tsocks.agent.inside.Edit.Local;
import java.net.InetAddress;
import java.util.List;

/// The changes to the JDK's classes.
final class JdkEdits {

    private static final String NET = "sun/nio/ch/Net";

    private static final String ADDRESS = "Ljava/net/SocketAddress;";

    private static final String CONNECT = "(Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)I";

    private static final String CONNECT_OF_FAMILY =
            "(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/SocketAddress;)I";

    private static final String RESOLVER = "Ljava/net/spi/InetAddressResolver;";

    private JdkEdits() {}

    static Weaver of(Jdk jdk) {
        return new Weaver()
                .with(jdk.socket, socket())
                .with(jdk.channel, channel())
                .with(jdk.asynchronous, asynchronous())
                .with(jdk.datagrams, datagrams())
                .with(InetAddress.class, addresses());
    }

    private static Edit[] socket() {
        return new Edit[] {
            new Edit.Redirect(
                    "connect",
                    "(Ljava/net/SocketAddress;I)V",
                    NET,
                    "connect",
                    CONNECT,
                    "connectSocket",
                    List.of(Local.THIS, Local.integer(2)))
        };
    }

    private static Edit[] channel() {
        return new Edit[] {
            new Edit.Redirect(
                    "connect",
                    "(" + ADDRESS + ")Z",
                    NET,
                    "connect",
                    CONNECT_OF_FAMILY,
                    "connectChannel",
                    List.of(Local.THIS)),
            new Edit.Redirect(
                    "blockingConnect",
                    "(" + ADDRESS + "J)V",
                    NET,
                    "connect",
                    CONNECT_OF_FAMILY,
                    "connectAdaptor",
                    List.of(Local.THIS, Local.wide(2))),
            new Edit.Redirect(
                    "finishConnect",
                    "()Z",
                    NET,
                    "pollConnectNow",
                    "(Ljava/io/FileDescriptor;)Z",
                    "pollConnect",
                    List.of(Local.THIS)),
            new Edit.Parameter("translateInterestOps", "(I)I", "interest", 1),
            new Edit.Guard("tryClose", "()Z", "closes")
        };
    }

    private static Edit[] asynchronous() {
        return new Edit[] {
            new Edit.Redirect(
                    "implConnect",
                    "",
                    NET,
                    "connect",
                    CONNECT,
                    "connectAsynchronous",
                    List.of(Local.THIS)),
            new Edit.Redirect(
                    "finishConnect",
                    "(Z)V",
                    "sun/nio/ch/UnixAsynchronousSocketChannelImpl",
                    "checkConnect",
                    "(I)V",
                    "checkConnect",
                    List.of(Local.THIS)),
            new Edit.Guard("updateEvents", "()V", "isHeld"),
            new Edit.Guard("onEvent", "(IZ)V", "takesEvent"),
            new Edit.Guard("implClose", "()V", "closes")
        };
    }

    private static Edit[] datagrams() {
        String hook = "datagram";
        String takesAddress = "(" + ADDRESS + ")V";
        return new Edit[] {
            new Edit.Before(
                    "send",
                    "(Ljava/nio/ByteBuffer;" + ADDRESS + ")I",
                    hook,
                    takesAddress,
                    Local.reference(2)),
            new Edit.Before(
                    "connect",
                    "(" + ADDRESS + "Z)Ljava/nio/channels/DatagramChannel;",
                    hook,
                    takesAddress,
                    Local.reference(1))
        };
    }

    private static Edit[] addresses() {
        return new Edit[] {
            new Edit.Result(
                    "resolver", "()" + RESOLVER, "resolver", "(" + RESOLVER + ")" + RESOLVER),
            new Edit.Guard("isReachable", "(Ljava/net/NetworkInterface;II)Z", "isHidden")
        };
    }
}
