"""Listens, and leaves everything to the kernel: nobody accepts. usage: listen.py ADDRESS PORT BACKLOG"""
import signal
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2])), backlog=int(sys.argv[3])):
    signal.pause()
