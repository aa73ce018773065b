"""A child process that does what its questions tell it to, for better or worse."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import BinaryIO

from dragoman.ingest.child import LENGTH


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    time.sleep(float(sys.argv[1]) if sys.argv[1:] else 0)
    _send(answers, b"")
    questions = sys.stdin.buffer
    while len(header := questions.read(LENGTH.size)) == LENGTH.size:
        question = questions.read(LENGTH.unpack(header)[0])
        verb, _, rest = question.partition(b" ")
        if verb == b"die":
            os.kill(os.getpid(), int(rest))
        elif verb == b"sleep":
            time.sleep(float(rest))
        elif verb == b"fail":
            raise ValueError(rest.decode())
        elif verb == b"half":
            answers.write(LENGTH.pack(1000) + b"half an answer")
            answers.flush()
            os._exit(3)
        elif verb == b"babble":
            answers.write(b"Hello, world!")
            answers.flush()
        elif verb == b"deaf":
            signal.pause()
        _send(answers, b"%d %b" % (os.getpid(), question))


def _send(stream: BinaryIO, message: bytes) -> None:
    stream.write(LENGTH.pack(len(message)) + message)
    stream.flush()


if __name__ == "__main__":
    main()
