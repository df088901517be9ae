"""unix_server.py PATH HOST PORT QUEUE: a server at an AF_UNIX socket, which leads to one at a TCP port."""
import asyncio, os, sys

path, host, port, queue = sys.argv[1:]


async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except OSError:
        writer.close()


async def serve(reader, writer):
    onward, back = await asyncio.open_connection(host, int(port))
    await asyncio.gather(pump(reader, back), pump(onward, writer))
    writer.close()
    back.close()


async def main():
    os.umask(0)
    await asyncio.start_unix_server(serve, path, backlog=int(queue))
    print('ready', flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
