"""Serves the files of a folder over HTTPS.
Arguments: the port, the folder, the certificate, its key."""
import functools, http.server, ssl, sys

port, folder, certificate, key = sys.argv[1:]
# Nobody waits for the handshake of another, nor for a place in the queue: an event loop under tsocks
# stands still while one of its connects waits.
http.server.ThreadingHTTPServer.request_queue_size = 128
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
server = http.server.ThreadingHTTPServer(('', int(port)), handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server.socket = context.wrap_socket(
    server.socket, server_side=True, do_handshake_on_connect=False)
server.serve_forever()
