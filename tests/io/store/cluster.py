"""A private PostgreSQL server on a Unix socket in a temporary folder, run as ``postgres``."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def installed() -> bool:
    """Whether such a server can be run here."""
    return os.geteuid() == 0 and bool(_BINARIES)


class Cluster:
    """A context in which the server runs; it goes when the block is left."""

    def __init__(self, _factory: object = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="mailmend-pg-", dir="/tmp"))
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        owner = pwd.getpwnam("postgres")
        os.chown(self._folder, owner.pw_uid, owner.pw_gid)
        initdb = _BINARIES[-1].parent / "initdb"
        data = self._folder / "data"
        self._as_owner([initdb, "-A", "trust", "-U", "mailmend", "-N", "-D", data])
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Let it serve."""
        options = f"-k {self._folder} -c listen_addresses='' -c fsync=off"
        self._control("-w", "-l", self._folder / "log", "-o", options, "start")

    def stop(self) -> None:
        """Cut every connection off."""
        self._control("-m", "immediate", "stop")

    def _control(self, *words: str | Path) -> None:
        pg_ctl = _BINARIES[-1].parent / "pg_ctl"
        self._as_owner([pg_ctl, "-D", self._folder / "data", *words])

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"test{next(self._numbers)}"
        self._as_owner(["createdb", "-h", self._folder, "-U", "mailmend", name])
        return f"postgresql://mailmend@/{name}?host={self._folder}"

    def _as_owner(self, argv: list[str | Path]) -> None:
        subprocess.run(
            ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *map(str, argv)],
            check=True,
            capture_output=True,
            cwd=self._folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )
