"""Connects, and gives up after SECONDS. usage: dial.py HOST PORT SECONDS"""
import asyncio
import sys


async def main(host, port, seconds):
    await asyncio.wait_for(asyncio.open_connection(host, port), seconds)


asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
