"""One host: namespaces, an overlay over a Debian root, and tini as its init process."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lab import roots
from lab.plan import Machine, namespace, state
from lab.shell import CommandFailed, run

_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_BOOT = r"""
set -e
mount --make-rprivate /
mount -t overlay lab-overlay -o "lowerdir=$LOWER,upperdir=$HOME_DIR/upper,workdir=$HOME_DIR/work" \
  "$HOME_DIR/root"
cd "$HOME_DIR/root"
mount -t proc proc proc
mount -t tmpfs -o mode=755,size=64m tmpfs dev
for device in $DEVICES; do : > "dev/$device"; mount --bind "/dev/$device" "dev/$device"; done
mkdir dev/shm dev/pts
chmod 1777 dev/shm
ln -s /proc/self/fd dev/fd
ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr
mount -t tmpfs -o mode=755,size=64m tmpfs run
mkdir run/lock
hostname "$FQDN"
mkdir -p .machine
pivot_root . .machine
cd /
umount -l /.machine
rmdir /.machine
: > /run/booted
exec /usr/bin/tini -- /bin/sleep infinity
"""


@dataclass(frozen=True, slots=True)
class Host:
    """A host of the plan; its state is on disk, so that any process can take it up again."""

    machine: Machine

    @property
    def home(self) -> Path:
        """Where the host's overlay and process id are kept."""
        return state() / "hosts" / self.machine.name

    @property
    def upper(self) -> Path:
        """The writable layer: what is put here before boot is in the host's file system."""
        return self.home / "upper"

    @property
    def pid(self) -> int:
        """The id of the host's init process, as the machine sees it."""
        return int((self.home / "pid").read_text("ascii"))

    @property
    def root(self) -> Path:
        """The host's file system, seen from the machine."""
        return Path(f"/proc/{self.pid}/root")

    def prepare(self) -> None:
        """Make the empty overlay directories."""
        for name in ("upper", "work", "root"):
            (self.home / name).mkdir(parents=True, exist_ok=True)

    def boot(self) -> None:
        """Start the host's init in namespaces of its own; returns once it stands.

        Raises CommandFailed when it does not stand within ten seconds.
        """
        environment = {
            "PATH": os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            "LOWER": str(roots.path(self.machine.root)),
            "HOME_DIR": str(self.home),
            "DEVICES": " ".join(_DEVICES),
            "FQDN": self.machine.fqdn,
        }
        log = (self.home / "boot.log").open("wb")
        with log:
            outer = subprocess.Popen(
                [
                    "nsenter", f"--net=/run/netns/{namespace(self.machine.name)}",
                    "unshare", "--mount", "--pid", "--uts", "--ipc", "--fork",
                    "sh", "-c", _BOOT,
                ],
                env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        inner = self._await_init(outer)
        (self.home / "pid").write_text(str(inner), "ascii")

    def halt(self) -> None:
        """End the host whole by ending its init; harmless when it is gone already."""
        try:
            pid = self.pid
            if f"{self.home}/" not in Path(f"/proc/{pid}/mountinfo").read_text("utf-8"):
                return
            os.kill(pid, signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            return
        _until(lambda: not Path(f"/proc/{pid}").exists(), 5)

    def run(
        self, argv: Sequence[str], *, check: bool = True, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run argv inside the host, as root there. Raises CommandFailed unless check is False."""
        enter = ["nsenter", "-t", str(self.pid), "-m", "-u", "-i", "-n", "-p", "--"]
        clean = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C"]
        return run([*enter, *clean, *argv], check=check, stdin=stdin)

    def launch(self, argv: Sequence[str], *, check: bool = True) -> None:
        """Run a command that may leave a daemon behind: its output goes to a file, not a pipe.

        Raises CommandFailed on a non-zero status unless check is False.
        """
        script = 'exec "$@" >>/run/service.log 2>&1 </dev/null'
        try:
            self.run(["sh", "-c", script, "sh", *argv], check=check)
        except CommandFailed as failure:
            said = (self.root / "run/service.log").read_text("utf-8", "replace")[-800:]
            raise CommandFailed(f"{failure}{said}") from failure

    def listens(self, port: int) -> bool:
        """True when something in the host listens on that TCP port (from /proc/PID/net/tcp)."""
        wanted = f"{port:04X}"
        for family in ("tcp", "tcp6"):
            table = Path(f"/proc/{self.pid}/net/{family}").read_text("ascii").splitlines()[1:]
            for row in table:
                _, local, _, status, *_ = row.split()
                if status == "0A" and local.endswith(":" + wanted):
                    return True
        return False

    def await_listener(self, *ports: int, seconds: float = 15) -> None:
        """Wait until every port is listened on. Raises CommandFailed after `seconds`."""
        if not _until(lambda: all(self.listens(port) for port in ports), seconds):
            closed = [port for port in ports if not self.listens(port)]
            raise CommandFailed(f"{self.machine.name}: nothing listens on {closed}")

    def _await_init(self, outer: subprocess.Popen[bytes]) -> int:
        found: list[int] = []

        def stands() -> bool:
            children = Path(f"/proc/{outer.pid}/task/{outer.pid}/children")
            found[:] = [int(word) for word in children.read_text("ascii").split()]
            return bool(found) and Path(f"/proc/{found[0]}/root/run/booted").exists()

        if not _until(lambda: outer.poll() is not None or stands(), 10) or outer.poll() is not None:
            why = (self.home / "boot.log").read_text("utf-8", "replace")[-800:]
            raise CommandFailed(f"{self.machine.name} did not boot: {why}")
        return found[0]


def _until(condition: object, seconds: float) -> bool:
    assert callable(condition)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())
