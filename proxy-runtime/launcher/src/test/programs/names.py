"""A name server for tests, by UDP and TCP: every A record is the address in the second argument, and
there are no others. It writes each name that it is asked for, with the type.
Arguments: the address to listen on, the address to give."""
import socket, socketserver, struct, sys, threading


def answer(question):
    end = 12
    labels = []
    while question[end]:
        labels.append(question[end + 1:end + 1 + question[end]].decode())
        end += 1 + question[end]
    kind, = struct.unpack('>H', question[end + 1:end + 3])
    end += 5
    print('.'.join(labels), kind, flush=True)
    records = b''
    if kind == 1:
        records = b'\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4' + socket.inet_aton(sys.argv[2])
    return (question[:2] + b'\x85\x80\0\1' + struct.pack('>H', kind == 1) + b'\0\0\0\0'
            + question[12:end] + records)


class Datagram(socketserver.BaseRequestHandler):
    def handle(self):
        question, server = self.request
        server.sendto(answer(question), self.client_address)


class Stream(socketserver.StreamRequestHandler):
    def handle(self):
        while length := self.rfile.read(2):
            text = answer(self.rfile.read(*struct.unpack('>H', length)))
            self.wfile.write(struct.pack('>H', len(text)) + text)


socketserver.ThreadingTCPServer.allow_reuse_address = True
address = (sys.argv[1], 53)
datagrams = socketserver.ThreadingUDPServer(address, Datagram)
threading.Thread(target=datagrams.serve_forever, daemon=True).start()
socketserver.ThreadingTCPServer(address, Stream).serve_forever()
