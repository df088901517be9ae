# As much of a server as a bot asks for first.
import socketserver
class Welcome(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            if line.startswith(b'USER'):
                self.wfile.write(b':chat.example 001 bot :welcome\r\n')
socketserver.ThreadingTCPServer.daemon_threads = True
socketserver.ThreadingTCPServer(('192.0.2.7', 6667), Welcome).serve_forever()
