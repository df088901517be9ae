"""An echo at port 7, and at port 8 a service that writes down what it has got: services.py HOST..."""
import asyncio, sys


async def echo(reader, writer):
    while data := await reader.read(1000):
        writer.write(data)
    writer.close()


async def count(reader, writer):
    got = 0
    try:
        while data := await reader.read(100000): got += len(data)
        print('got', got, flush=True)
    except ConnectionResetError:
        print('reset after', got, flush=True)
    writer.close()


async def main():
    for serve, port in ((count, 8), (echo, 7)):
        await asyncio.start_server(serve, sys.argv[1:], port, backlog=1000)
    await asyncio.Event().wait()


asyncio.run(main())
