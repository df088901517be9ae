import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// Connects three times without blocking to where the rehearsal's server answers, and has a byte
/// sent back.
void main() throws IOException {
    for (int i = 0; i < 3; i++) {
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT);
            channel.connect(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9));
            selector.select();
            channel.finishConnect();
            channel.keyFor(selector).interestOps(SelectionKey.OP_READ);
            channel.write(ByteBuffer.allocate(1));
            selector.select();
            channel.read(ByteBuffer.allocate(1));
        }
    }
}
