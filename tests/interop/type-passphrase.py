#!/usr/bin/env python3
"""Runs a command that asks for a passphrase at its terminal, and types it each time. usage: type-passphrase.py PASSPHRASE COMMAND..."""
import os, pty, sys

passphrase, command = sys.argv[1], sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
seen = b""
try:
    while True:
        said = os.read(terminal, 4096)
        if not said:
            break
        seen += said
        if b"passphrase" in seen.lower() and seen.rstrip().endswith(b":"):
            os.write(terminal, passphrase.encode() + b"\n")
            seen = b""
except OSError:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
