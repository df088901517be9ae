"""A SOCKS 5 server that grants every request after some seconds, and says hello in the name of the
destination; it connects to nobody. usage: slow-socks.py PORT SECONDS"""
import asyncio
import contextlib
import sys


async def serve(reader, writer):
    with contextlib.suppress(asyncio.IncompleteReadError, OSError):
        await reader.readexactly((await reader.readexactly(2))[1])
        writer.write(b"\5\0")
        await reader.readexactly(10)
        await asyncio.sleep(float(sys.argv[2]))
        writer.write(b"\5\0\0\1\0\0\0\0\0\0hello")
        await reader.read()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]), backlog=4096)
    await server.serve_forever()


asyncio.run(main())
