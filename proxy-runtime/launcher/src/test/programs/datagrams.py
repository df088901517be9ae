"""datagrams.py: exchanges datagrams with udp_echo.py at port 4242 in every way that programs have."""
import selectors, socket, struct

FOUR = ('192.0.2.7', 4242)
MAPPED = ('::ffff:192.0.2.7', 4242)
SIX = ('2001:db8::7', 4242)


def new(family=socket.AF_INET):
    made = socket.socket(family, socket.SOCK_DGRAM)
    made.settimeout(20)
    return made


def say(name, *values):
    print(name + ':', *values, flush=True)


def error(call):
    try:
        return call()
    except OSError as e:
        return e.strerror


def ask(name, s, text, to):
    s.sendto(text, to)
    answer, sender = s.recvfrom(100)
    say(name, answer, sender[:2])


s = new()
s.connect(FOUR)
s.send(b'connected')
say('connected', s.recv(100), s.getpeername(), s.getsockname()[0])
s.send(b'')
say('empty', s.recvfrom(100))
s.send(b'a' * 65000)
say('large', len(s.recv(66000)))
s.sendmsg([b'in ', b'parts'])
say('message', s.recvmsg(100)[0])
s.sendmsg([b'abcdef'], [(17, 103, b'\x02\0')])
say('segments', [s.recv(100) for _ in range(3)])
s.setsockopt(17, 103, 3)
s.send(b'abcdef')
say('segments by option', [s.recv(100) for _ in range(2)])
s.setsockopt(17, 103, 0)
say('a device, connected', error(lambda: s.setsockopt(socket.SOL_SOCKET, 25, b'cable')))
ask('to an address, connected', s, b'addressed', FOUR)

u = new()
ask('unconnected', u, b'unconnected', FOUR)
u.sendto(b'plain receive', FOUR)
say('plain receive', u.recv(100))
say('too large', error(lambda: u.sendto(b'a' * 65500, FOUR)))
u.sendto(b'a' * 65400, FOUR)
say('large', len(u.recvfrom(66000)[0]))
u.sendmsg([b'mes', b'sage'], [], 0, FOUR)
answer, _, _, sender = u.recvmsg(100)
say('message', answer, sender)
u.sendmsg([b'abcdef'], [(17, 103, b'\x02\0')], 0, FOUR)
say('segments', [u.recvfrom(100) for _ in range(3)])
u.setsockopt(17, 103, 3)
u.sendto(b'abcdef', FOUR)
say('segments by option', [u.recvfrom(100) for _ in range(2)])
u.setsockopt(17, 103, 0)
u.sendmsg([b'by a device'], [(0, 8, struct.pack('=iii', 2, 0, 0))], socket.MSG_DONTROUTE, FOUR)
say('by a device', u.recvfrom(100))
say('source route', error(lambda: u.sendmsg([b'x'], [(0, 7, b'\0' * 8)], 0, FOUR)))
u.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
say('broadcast', error(lambda: u.sendto(b'x', ('255.255.255.255', 9))))
say('multicast', error(lambda: u.sendto(b'x', ('224.0.0.251', 5353))))
say('port 0', error(lambda: u.sendto(b'x', ('192.0.2.7', 0))))
u.setsockopt(socket.SOL_SOCKET, 25, b'cable')
ask('after a choice of device', u, b'device', FOUR)

b = new()
b.bind(('10.203.0.2', 0))
ask('bound', b, b'bound', FOUR)
b.connect(FOUR)
b.send(b'bound and connected')
say('bound and connected', b.recvfrom(100), b.getsockname()[0])

n = new()
n.setblocking(False)
n.sendto(b'not blocking', FOUR)
loop = selectors.DefaultSelector()
loop.register(n, selectors.EVENT_READ)
loop.select(20)
say('not blocking', n.recvfrom(100))

six = new(socket.AF_INET6)
ask('by IPv6', six, b'six', SIX)
ask('v4-mapped', six, b'mapped', MAPPED)
six.connect(SIX)
six.send(b'six, connected')
say('by IPv6, connected', six.recvfrom(100)[0], six.getpeername()[:2])
six.connect(MAPPED)
six.send(b'mapped, connected')
say('v4-mapped, connected', six.recvfrom(100)[0], six.getpeername()[:2])
only = new(socket.AF_INET6)
only.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
ask('IPv6 only', only, b'only', SIX)
only.connect(SIX)
only.send(b'only, connected')
say('IPv6 only, connected', only.recvfrom(100)[0], only.getpeername()[:2])

here = new()
here.bind(('127.0.0.1', 0))
u2 = new()
u2.sendto(b'local', here.getsockname())
say('local', here.recv(100))
s.connect(here.getsockname())
s.send(b'local again')
say('local, connected', here.recvfrom(100) == (b'local again', s.getsockname()))
s.connect(FOUR)
s.send(b'and back')
say('and back', s.recvfrom(100))
