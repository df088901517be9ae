"""A SOCKS 5 server that grants every request after a second and a half, and says hello in the
name of the destination; it connects to nobody."""
import socket
import sys
import threading
import time

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=4096)


def serve(client):
    try:
        client.recv(100)
        client.sendall(b"\5\0")
        client.recv(100)
        time.sleep(1.5)
        client.sendall(b"\5\0\0\1\0\0\0\0\0\0hello")
        client.recv(100)
    except OSError:
        pass


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
