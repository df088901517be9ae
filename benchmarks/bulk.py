"""Takes bytes and counts them, or sends them, as fast as it can. usage: bulk.py ADDRESS PORT
A client sends one letter: s, and then bytes to the end, or r, and then reads to the end. After s it is
told how many bytes have come."""
import contextlib
import socket
import sys
import threading

SIZE = 1 << 17


def serve(connection):
    with connection, contextlib.suppress(ConnectionError):
        if connection.recv(1) == b"r":
            while True:
                connection.sendall(bytes(SIZE))
        room, count = bytearray(SIZE), 0
        while got := connection.recv_into(room):
            count += got
        connection.sendall(str(count).encode())


def main():
    with socket.create_server((sys.argv[1], int(sys.argv[2]))) as listener:
        while True:
            threading.Thread(target=serve, args=listener.accept()[:1], daemon=True).start()


main()
