"""What programs do with a connected socket, one deed after another: the address of an echo, and the
port of a service that counts what it gets."""
import os, signal, socket, sys

host, deed = sys.argv[1], sys.argv[2]
family = socket.AF_INET6 if ':' in host else socket.AF_INET


def connect(port):
    s = socket.socket(family)
    if family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    if deed.startswith('late '):
        s.setblocking(False)
        s.connect_ex((host, port))
        import select
        select.select([], [s], [])
        assert s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
        s.setblocking(True)
    else:
        s.connect((host, port))
    assert s.getpeername()[:2] == (host, port)
    return s


def echoes(s, word=b'hello'):
    s.sendall(word)
    got = b''
    while len(got) < len(word):
        got += s.recv(len(word) - len(got))
    assert got == word, got


def forks():
    s = connect(7)
    child = os.fork()
    if child == 0:
        echoes(s, b'child')
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    echoes(s, b'parent')


def duplicates():
    s = connect(7)
    os.dup2(s.fileno(), 77)
    copy = socket.socket(fileno=77)
    s.close()
    echoes(copy)
    assert copy.getpeername()[:2] == (host, 7)


def passes():
    here, there = socket.socketpair()
    if os.fork() == 0:
        _, fds, _, _ = socket.recv_fds(there, 10, 1)
        echoes(socket.socket(fileno=fds[0]))
        there.send(b'done')
        os._exit(0)
    s = connect(7)
    socket.send_fds(here, [b'x'], [s.fileno()])
    s.close()
    assert here.recv(10) == b'done'
    os.wait()


def half_closes():
    s = connect(7)
    s.sendall(b'last')
    s.shutdown(socket.SHUT_WR)
    assert s.makefile('rb').read() == b'last'


def reconnects():
    s = connect(7)
    echoes(s)
    import ctypes
    assert ctypes.CDLL(None).connect(s.fileno(), bytes(16), 16) == 0
    s.connect((host, 7))
    echoes(s)


def executes():
    s = connect(7)
    os.set_inheritable(s.fileno(), True)
    code = 'import socket, sys; s = socket.socket(fileno=int(sys.argv[1])); s.sendall(b"x"); ' \
           'assert s.recv(1) == b"x"'
    os.execv(sys.executable, [sys.executable, '-c', code, str(s.fileno())])


def sends_and_ends():
    connect(8).sendall(bytes(5_000_000))


def is_killed():
    s = connect(8)
    s.sendall(b'123')
    os.kill(os.getpid(), signal.SIGKILL)


def loses_its_supervisor():
    s = connect(7)
    echoes(s)
    os.kill(os.getppid(), signal.SIGKILL)
    try:
        s.recv(1)
    except ConnectionResetError:
        print('reset', flush=True)


{'forks': forks, 'duplicates': duplicates, 'passes': passes, 'half-closes': half_closes,
 'reconnects': reconnects, 'executes': executes, 'sends and ends': sends_and_ends,
 'is killed': is_killed,
 'loses its supervisor': loses_its_supervisor}[deed.removeprefix('late ')]()
