"""A cable between two network namespaces over which a packet takes five milliseconds each way.

usage: longcable.py NAMESPACE ADDRESS NAMESPACE ADDRESS

The first end is the client's. Prints what clients send over TCP: "PORT HEX" for data, and "asked"
when the client that asked for SOCKS command 255 closes its connection.
"""
import ctypes, fcntl, os, select, struct, subprocess, sys, time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 1, 0x1000
ONE_WAY = 0.005
FIN = 1


def enter(namespace):
    with open('/run/netns/' + namespace) as file:
        if ctypes.CDLL(None, use_errno=True).setns(file.fileno(), 0) != 0:
            raise OSError(ctypes.get_errno(), 'setns')


def end(namespace, address):
    enter(namespace)
    tun = os.open('/dev/net/tun', os.O_RDWR)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack('16sH22x', b'long', IFF_TUN | IFF_NO_PI))
    subprocess.run(['ip', 'addr', 'add', address + '/24', 'dev', 'long'], check=True)
    subprocess.run(['ip', 'link', 'set', 'long', 'up'], check=True)
    return tun


asking = set()


def tell(packet):
    if packet[0] >> 4 != 4 or packet[9] != 6:
        return
    tcp = packet[(packet[0] & 15) * 4:]
    port = struct.unpack('!H', tcp[:2])[0]
    data = tcp[(tcp[12] >> 4) * 4:]
    if data:
        print(port, data.hex(), flush=True)
        if data[3:5] == b'\x05\xff':
            asking.add(port)
    if tcp[13] & FIN and port in asking:
        asking.discard(port)
        print('asked', flush=True)


ends = [end(sys.argv[1], sys.argv[2]), end(sys.argv[3], sys.argv[4])]
print('ready', flush=True)
flying = []
while True:
    patience = max(0, flying[0][0] - time.monotonic()) if flying else None
    for arrived in select.select(ends, [], [], patience)[0]:
        packet = os.read(arrived, 65536)
        if arrived == ends[0]:
            tell(packet)
        flying.append((time.monotonic() + ONE_WAY, ends[1 - ends.index(arrived)], packet))
    while flying and flying[0][0] <= time.monotonic():
        _, to, packet = flying.pop(0)
        os.write(to, packet)
