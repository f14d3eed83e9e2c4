"""A small server for transactions: two files, a switch, and what tells that it was reloaded."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mailmend.io.agent_program import agent_program
from mailmend.io.local_shell import PATH, LocalShell
from mailmend.mending.agent import Agent, Said
from mailmend.mending.plan import Command, Edit, Plan
from mailmend.mending.unpack import Who

ID = "20260102T030405-00c0de"
WHO = Who("anna@desk", "root", "0.1.0")
OLD = {"a.cf": b"one = 1\n\xff\n", "b.cf": b"two = 2"}
NEW = {"a.cf": b"one = 11\n\xff\n", "b.cf": b"two = 22"}


@dataclass(frozen=True, slots=True)
class Small:
    """The server's folder and the hand on it."""

    root: Path
    path: str = PATH
    systemd: str = "/nowhere"

    @classmethod
    def at(cls, root: Path) -> Small:
        """A server that nobody has mended yet."""
        (root / "etc").mkdir()
        for name, data in OLD.items():
            (root / "etc" / name).write_bytes(data)
            (root / "etc" / name).chmod(0o640)
            os.utime(root / "etc" / name, ns=(10**18, 10**18 + 123_456_789))
        (root / "pid").write_text("17")
        return cls(root)

    @property
    def base(self) -> Path:
        """Where the transactions are kept."""
        return self.root / "state"

    @property
    def agent(self) -> Agent:
        """A hand on this server."""
        words = ("env", f"PATH={self.path}", f"MAILMEND_COPIES={self.root}/copies",
                 f"MAILMEND_LOCKS={self.root}/package-lock", "MAILMEND_STEP_S=4",
                 f"MAILMEND_SYSTEMD={self.systemd}")  # fmt: skip
        return Agent(LocalShell(words), agent_program(), str(self.base))

    def plan(self, **more: str) -> Plan:
        """Both files and the switch; ``more`` are texts in place of the usual ones."""
        switch = self.root / "switch"
        command = Command(
            "switch on",
            do=f"touch {switch}",
            undo=f"rm -f {switch}",
            state=f"[ -e {switch} ] && echo new || echo old",
        )
        texts = {
            "check": "true",
            "reload": f"echo x >>{self.root}/reloads",
            "daemon": f"cat {self.root}/pid",
        }
        edits = tuple(Edit(str(self.etc(name)), OLD[name], NEW[name]) for name in OLD)
        texts |= more
        return Plan(
            "two and a switch", edits, (command,), texts["check"], texts["reload"], texts["daemon"]
        )

    def etc(self, name: str) -> Path:
        """A file of the server."""
        return self.root / "etc" / name

    def file(self, name: str) -> bytes:
        """The bytes of a file of the server."""
        return self.etc(name).read_bytes()

    @property
    def holds(self) -> str:
        """``old`` or ``new`` where everything is so; ``mixed`` otherwise."""
        there = {name: self.file(name) for name in OLD}
        switched = (self.root / "switch").exists()
        if there == OLD and not switched:
            return "old"
        return "new" if there == NEW and switched else "mixed"

    @property
    def strays(self) -> list[str]:
        """What lies about in the server's folder."""
        return sorted(one.name for one in (self.root / "etc").iterdir() if one.name not in OLD)

    @property
    def state(self) -> str:
        """Where the transaction stands."""
        return (self.base / "fixes" / ID / "state").read_text().strip()

    def lay_down(self, plan: Plan | None = None) -> Said:
        """Bring the repair there."""
        return asyncio.run(self.agent.lay_down(ID, plan or self.plan(), WHO))

    def begin(self, plan: Plan | None = None, seconds: int = 30) -> Said:
        """Lay down and prepare."""
        self.lay_down(plan)
        return asyncio.run(self.agent.prepare(ID, seconds))

    def do(self, verb: str, *more: str) -> Said:
        """One phase."""
        return asyncio.run(self.agent.phase(verb, ID, *more))

    def recover(self) -> Said:
        """Finish what was cut off."""
        return asyncio.run(self.agent.recover())

    def power_cut(self) -> None:
        """End the timer as well, where there is one."""
        timer = self.base / "fixes" / ID / "timer"
        if timer.exists():
            try:
                os.killpg(int(timer.read_text()), signal.SIGKILL)
            except ProcessLookupError:
                return


def attributes(path: Path) -> tuple[int, int, int, int, str]:
    """Owner, mode, time, and the extended attributes of a file."""
    seen = path.stat()
    told = subprocess.run(
        ["getfattr", "-dm-", "--absolute-names", path], capture_output=True, text=True, check=False
    )
    return seen.st_uid, seen.st_gid, seen.st_mode, seen.st_mtime_ns, told.stdout
