"""A link between two network name spaces which delays every packet: two TUN devices, and between them
a queue for each direction. (The kernel's own way, netem, is not in every kernel.)
usage: link.py PID MILLISECONDS: from this name space (10.9.0.1) to that of the process (10.9.0.2)"""
import fcntl
import os
import queue
import struct
import subprocess
import sys
import threading
import time

TUNSETIFF = 0x400454CA
TUN_WITHOUT_HEADER = 0x1001


def device(name):
    opened = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(opened, TUNSETIFF, struct.pack("16sH22x", name.encode(), TUN_WITHOUT_HEADER))
    return opened


def read(source, packets, delay):
    while True:
        packet = os.read(source, 65536)
        packets.put((time.monotonic() + delay, packet))


def write(packets, sink):
    while True:
        when, packet = packets.get()
        time.sleep(max(0, when - time.monotonic()))
        os.write(sink, packet)


def main():
    there, delay = sys.argv[1], float(sys.argv[2]) / 1000
    near, far = device("near"), device("far")
    inside = ["nsenter", "-t", there, "-n"]
    for command in (
            ["ip", "link", "set", "far", "netns", there],
            ["ip", "address", "add", "10.9.0.1", "peer", "10.9.0.2", "dev", "near"],
            ["ip", "link", "set", "near", "up"],
            [*inside, "ip", "address", "add", "10.9.0.2", "peer", "10.9.0.1", "dev", "far"],
            [*inside, "ip", "link", "set", "far", "up"]):
        subprocess.run(command, check=True)
    for source, sink in ((near, far), (far, near)):
        packets = queue.Queue()
        threading.Thread(target=read, args=(source, packets, delay)).start()
        threading.Thread(target=write, args=(packets, sink)).start()
    print("ready", flush=True)


main()
