"""Ctrl-C ends a server within seconds and without a traceback, also while an answer is being made that takes long."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from tests.publish.rest.conftest import service

SLOW_SECONDS, MOST_SECONDS = 120, 40

# Whoever runs the tests in the background may have Ctrl-C ignored, which a process passes on to those that it starts.
SERVER = f"""
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from dragoman.publish.cli import app
from dragoman.publish.rest.answers import Answers

def slow(*_):
    print("at work", flush=True)
    time.sleep({SLOW_SECONDS})

Answers.of = slow
sys.argv = ["dragoman", "serve", "--ledger", sys.argv[1], "--port", "0", "--no-browser"]
app()
"""


@pytest.mark.skipif(os.name == "nt", reason="sends a signal of POSIX")
@pytest.mark.parametrize("path", ["/api/v1/events", "/api/v1/stories", "/api/v1/agreements"])
def test_ctrl_c_while_a_long_answer_is_made(kept, path):
    service(kept)
    command = [sys.executable, "-c", SERVER, str(kept)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            port = int(re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())[1])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=MOST_SECONDS)
            connection.request("GET", path)
            assert process.stdout.readline() == "at work\n"
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            answer = connection.getresponse()
            assert (answer.status, answer.headers["Content-Type"]) == (503, "application/problem+json")
            connection.close()
            _, said = process.communicate(timeout=MOST_SECONDS)
            assert time.monotonic() - begun < MOST_SECONDS
        finally:
            process.kill()
    assert "Traceback" not in said
    assert said.splitlines()[-1:] == ["dragoman: stopped"]
    assert process.returncode == 130
