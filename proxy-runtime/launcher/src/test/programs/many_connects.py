"""Connects many times at once and echoes a line each time.

many_connects.py HOST PORT HOW COUNT: HOW is threads (blocking), asyncio (level-triggered epoll) or
edge (edge-triggered epoll). Prints how many connections carried their line.
"""

import asyncio
import errno
import select
import socket
import sys
import threading

host, port, how, count = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
good = []
bad = []


def by_thread(number):
    line = b"line %d\n" % number
    try:
        with socket.create_connection((host, port)) as s:
            s.sendall(line)
            got = b""
            while not got.endswith(b"\n"):
                more = s.recv(100)
                if not more:
                    raise OSError("closed")
                got += more
            (good if got == line else bad).append(got)
    except OSError as e:
        bad.append(e)


async def by_asyncio(number):
    line = b"line %d\n" % number
    try:
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(line)
        got = await reader.readline()
        (good if got == line else bad).append(got)
        writer.close()
    except OSError as e:
        bad.append(e)


async def all_by_asyncio():
    await asyncio.gather(*(by_asyncio(n) for n in range(count)))


def by_edges():
    poller = select.epoll()
    waiting = {}
    for _ in range(count):
        s = socket.socket()
        s.setblocking(False)
        poller.register(s, select.EPOLLOUT | select.EPOLLIN | select.EPOLLET)
        error = s.connect_ex((host, port))
        if error not in (0, errno.EINPROGRESS):
            bad.append(error)
            s.close()
            continue
        waiting[s.fileno()] = (s, [False, b""])
    while waiting:
        for fd, _ in poller.poll():
            if fd in waiting and step(*waiting[fd]):
                waiting.pop(fd)[0].close()


def step(s, state):
    """Whether the socket is done with."""
    if not state[0]:
        error = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            bad.append(error)
            return True
        try:
            s.getpeername()
        except OSError:
            return False
        state[0] = True
        s.send(b"edge\n")
    try:
        more = s.recv(100)
    except BlockingIOError:
        return False
    state[1] += more
    if more and not state[1].endswith(b"\n"):
        return False
    (good if state[1] == b"edge\n" else bad).append(state[1])
    return True


if how == "threads":
    threads = [threading.Thread(target=by_thread, args=(n,)) for n in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
elif how == "asyncio":
    asyncio.run(all_by_asyncio())
else:
    by_edges()
print(f"{len(good)} good {len(bad)} bad {bad[:3] if bad else ''}")
