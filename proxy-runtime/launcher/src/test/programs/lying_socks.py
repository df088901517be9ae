"""lying_socks.py HOST PORT WAY: a SOCKS 5 server that grants associations in odd ways, and sends
each datagram back itself, after others that no client may take."""
import socket, struct, sys, threading

host, port, way = sys.argv[1], int(sys.argv[2]), sys.argv[3]
relay = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
relay.bind((host, 0))
NAMED = {'unspecified': '0.0.0.0', 'elsewhere': '192.0.2.99', 'loopback': '127.0.0.1'}


def carry():
    stranger = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    stranger.bind((host, 0))
    while True:
        datagram, client = relay.recvfrom(65535)
        header, text = datagram[:10], datagram[10:]
        stranger.sendto(header + b'from another port', client)
        relay.sendto(b'\0\0\1' + header[3:] + b'a fragment', client)
        relay.sendto(b'\0\0\0\1' + socket.inet_aton('203.0.113.9') + header[8:] + b'a stranger', client)
        relay.sendto(b'\0\0\0\1' + socket.inet_aton('10.203.0.53') + header[8:] + b'a local one', client)
        relay.sendto(b'\0\0', client)
        relay.sendto(header + text.upper(), client)


def serve(client):
    client.recv(3, socket.MSG_WAITALL)
    client.sendall(b'\5\0')
    client.recv(10, socket.MSG_WAITALL)
    if way != 'closing':
        at = socket.inet_aton(NAMED.get(way, '0.0.0.0')) + struct.pack('>H', relay.getsockname()[1])
        client.sendall(b'\5\0\0\1' + at)
        while way == 'talking':
            client.sendall(bytes(4096))
        client.recv(1)
    client.close()


threading.Thread(target=carry, daemon=True).start()
listener = socket.create_server((host, port))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
