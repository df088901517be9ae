"""udp_echo.py PORT HOST...: sends each datagram back in upper case, and writes it down."""
import selectors, socket, sys

all_sockets = selectors.DefaultSelector()
for host in sys.argv[2:]:
    family = socket.AF_INET6 if ':' in host else socket.AF_INET
    one = socket.socket(family, socket.SOCK_DGRAM)
    one.bind((host, int(sys.argv[1])))
    all_sockets.register(one, selectors.EVENT_READ)
print('ready', flush=True)
while True:
    for key, _ in all_sockets.select():
        text, sender = key.fileobj.recvfrom(65535)
        print(text[:40], flush=True)
        key.fileobj.sendto(text.upper(), sender)
