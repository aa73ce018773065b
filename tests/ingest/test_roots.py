"""Nothing outside the folders that are named is opened, whatever lies in them: watched from below, where every library is seen."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.ingest.given import REPORT

RUN_SECONDS = 300
CANARY = "The harbour master of Port Keel resigned on Monday."


def inbox(root: Path, outside: Path) -> None:
    """Fill a folder with what leads out of it: links, names, archives, a pipe, a device, and files that name files."""
    secret = outside / "secret.txt"
    (root / "sub").mkdir()
    (root / "report.txt").write_text(REPORT)
    (root / "link.txt").symlink_to(secret)
    (root / "up.txt").symlink_to(os.path.relpath(secret, root))
    (root / "folder").symlink_to(outside)
    (root / "sub" / "twice.txt").symlink_to("../link.txt")
    (root / "environ.txt").symlink_to("/proc/self/environ")
    (root / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(root / "pipe.txt")
    (root / "..\\..\\secret.txt").write_text(REPORT)
    (root / "%2e%2e%2fsecret.txt").write_text(REPORT)
    for record, name in ((f"../{outside.name}/secret.txt", "a"), (str(secret), "b"), (f"file://{secret}", "c"), (f"{secret}\x00.txt", "d")):
        (root / f"{name}.json").write_text(json.dumps({"text": REPORT, "id": record, "source": record, "url": record, "title": record}))
        (root / f"only-{name}.json").write_text(json.dumps({"text": record}))
        (root / f"{name}.txt").write_text(record)
    (root / "entity.html").write_text(
        f'<!DOCTYPE html [<!ENTITY s SYSTEM "file://{secret}">]><html><base href="file://{outside}/"><body><article><p>&s; {REPORT}</p>'
        f'<iframe src="secret.txt"></iframe><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}"/></article>'
    )
    with zipfile.ZipFile(root / "slip.zip", "w") as made:
        made.writestr(f"../{outside.name}/planted.txt", REPORT)
        made.writestr(f"{outside}/planted.txt", REPORT)
    shutil.copy(root / "slip.zip", root / "slip.txt")
    with tarfile.open(root / "slip.tar", "w") as made:
        entry = tarfile.TarInfo(f"../{outside.name}/planted.txt")
        entry.size = len(REPORT.encode())
        made.addfile(entry, io.BytesIO(REPORT.encode()))
    shutil.copy(root / "slip.tar", root / "slip.html")


def opened(log: Path) -> set[str]:
    """Return the paths that were opened, by a log of strace; what a system call was refused is left out."""
    call = re.compile(r'(?:open|openat|openat2|creat)\((?:AT_FDCWD, |\d+, )?"((?:[^"\\]|\\.)*)".* = \d+')
    return {found[1] for line in log.read_text(errors="replace").splitlines() if (found := call.search(line))}


def test_nothing_outside_an_inbox_is_opened(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("what is opened is watched with strace (apt-get install strace)")
    root, outside, log = tmp_path / "inbox", tmp_path / "outside", tmp_path / "strace.log"
    root.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(CANARY)
    inbox(root, outside)
    read = [sys.executable, "-m", "dragoman", "read", str(root)]
    watched = ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=open,openat,openat2,creat", "-o", str(log), *read]
    done = subprocess.run(watched, capture_output=True, text=True, timeout=RUN_SECONDS)
    if "ptrace" in done.stderr and not log.read_text():
        pytest.skip("this machine does not let strace watch")
    assert REPORT[:30] in done.stdout
    assert CANARY[:20] not in done.stdout + done.stderr
    paths = opened(log)
    assert str(root / "report.txt") in paths
    forbidden = (str(outside), "/proc/self/environ", "/dev/zero", str(root / "pipe.txt"))
    assert not [path for path in paths if os.path.normpath(path).startswith(forbidden)]
    assert sorted(p.name for p in outside.iterdir()) == ["secret.txt"]
