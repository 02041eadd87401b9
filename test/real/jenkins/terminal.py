"""Runs a program on a terminal of its own, types keys once it asks, and prints what the terminal showed and its exit code.

usage: terminal.py KEYS [--first WORD KEYS] PROGRAM ARGUMENT...

With --first other keys are typed before, once the terminal shows a word.
"""

import json
import os
import pty
import sys

keys, command = sys.argv[1], sys.argv[2:]
word, early = None, None
if command[0] == "--first":
    word, early, command = command[1], command[2], command[3:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown, typed = b"", False
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    shown += part
    if word is not None and word.encode() in shown:
        word = None
        os.write(terminal, early.encode())
    if b"[y/N] " in shown and not typed:
        typed = True
        os.write(terminal, keys.encode())
status = os.waitpid(pid, 0)[1]
print(json.dumps({"shown": shown.decode(), "code": os.waitstatus_to_exitcode(status)}))
