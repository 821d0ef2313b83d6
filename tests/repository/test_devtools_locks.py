"""The private server stops with the last command that uses it."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import locks
from devtools.console import Problem
from devtools.postgres_server import free_port

HOLDER = """
import sys
from pathlib import Path
from devtools import locks
with locks.shared_until_last(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_last_of_those_who_share(tmp_path: Path):
    lock = tmp_path / "users"
    argv = [sys.executable, "-c", HOLDER, str(lock)]
    pipe = subprocess.PIPE
    with subprocess.Popen(argv, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with locks.shared_until_last(lock) as share:
            assert not share.is_last()
        # However it dies, it must not be counted any longer.
        other.send_signal(signal.SIGKILL)
        other.wait()
    with locks.shared_until_last(lock) as share:
        assert share.is_last()


def test_second_run_is_refused(tmp_path: Path):
    lock = tmp_path / "tests"
    with (
        locks.exclusive(lock, refusal="already running"),
        pytest.raises(Problem, match="already running"),
        locks.exclusive(lock, refusal="already running"),
    ):
        pass
    with locks.exclusive(lock, refusal="already running"):
        assert lock.exists()


def test_taken_port_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port
