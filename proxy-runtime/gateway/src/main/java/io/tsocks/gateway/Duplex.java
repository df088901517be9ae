package io.tsocks.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// One side of what a proxy carries: a stream in each direction, of which the one to the peer can
/// end first.
interface Duplex extends Closeable {

    InputStream input() throws IOException;

    OutputStream output() throws IOException;

    /// Tells the peer that no more comes.
    void endOutput() throws IOException;

    /// Makes the close to come a break: the peer sees that the connection did not end in order.
    void breakOff() throws IOException;

    /// The two directions of a socket.
    static Duplex of(Socket socket) {
        return new OfSocket(socket);
    }

    /// The directions of a socket.
    record OfSocket(Socket socket) implements Duplex {
        @Override
        public InputStream input() throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream output() throws IOException {
            return socket.getOutputStream();
        }

        @Override
        public void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void breakOff() throws IOException {
            socket.setSoLinger(true, 0);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
