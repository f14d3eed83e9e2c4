"""The lab as a whole: up, down, heal, inject, and commands in its hosts and clients."""

from __future__ import annotations

import contextlib
import fcntl
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from lab import fault, logins, middlebox, network, nftables, roots, services
from lab.certs import Authority
from lab.dress import dress
from lab.fault import Fault
from lab.host import Host
from lab.journal import Journal, RouterRun
from lab.people import person
from lab.plan import BY_NAME, CLIENTS, MACHINES, ROUTER, namespace, state
from lab.roots import LabUnavailable
from lab.shell import CommandFailed, run
from lab.verbs import Hand


class Lab:
    """The running practice range. `with Lab() as lab:` brings it up and takes it down.

    `Lab.attach()` takes up one that another process brought up.
    """

    def __init__(self, delay_ms: float = 0) -> None:
        """Describe the lab; nothing is started yet.

        `delay_ms` is how long a packet takes between a client and the router, one way.
        """
        self._delay_ms = delay_ms
        self.hosts = {machine.name: Host(machine) for machine in MACHINES if not machine.is_client}
        self.journal = Journal(state() / "journal.jsonl")

    @classmethod
    def attach(cls) -> Lab:
        """The lab that is up already. Raises LabUnavailable when none is."""
        if not (state() / "up").exists():
            raise LabUnavailable("the lab is not up (python -m lab up)")
        return cls()

    def __enter__(self) -> Self:
        """Bring the lab up; what failed half-way is taken down again."""
        self.up()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the lab down."""
        self.down()

    @property
    def authority(self) -> Authority:
        """The lab's certification authority."""
        return Authority(state() / "ca")

    @property
    def ca_file(self) -> Path:
        """The PEM file of the root that clients are to trust."""
        return self.authority.root_pem

    def up(self) -> None:
        """Bring every host up healthy. Raises LabUnavailable when the machine cannot."""
        if why := roots.missing():
            raise LabUnavailable(why)
        if (state() / "up").exists():
            raise LabUnavailable("the lab is up already (python -m lab down)")
        roots.build_all()
        self.down()
        try:
            self._up()
        except BaseException:
            self.down()
            raise

    def _up(self) -> None:
        state().mkdir(parents=True, exist_ok=True)
        run(["mount", "-t", "tmpfs", "-o", "mode=700,size=2g", "mailmend-lab", str(state())])
        authority = self.authority
        logins.make_keys()
        network.raise_wires(self._delay_ms)
        for name in CLIENTS:
            network.dress_client(name, authority.root_pem)
            logins.dress_client(name)
        with ThreadPoolExecutor(max_workers=4) as pool:
            for outcome in [pool.submit(self._raise, host) for host in self.hosts.values()]:
                outcome.result()
        (state() / "up").touch()

    def _raise(self, host: Host) -> None:
        dress(host, self.authority)
        host.boot()
        services.start_all(host)

    def down(self) -> None:
        """End every host and remove everything the lab made; harmless when it is not up."""
        for host in self.hosts.values():
            host.halt()
        middlebox.stop()
        network.lower_wires()
        if state().is_dir():
            run(["umount", "-l", str(state())], check=False)
            shutil.rmtree(state(), ignore_errors=True)
            with contextlib.suppress(OSError):
                state().parent.rmdir()

    def login(self, name: str) -> logins.Login:
        """The way in to a mail host by ssh as root, from a client's network."""
        return logins.login(self.hosts[name])

    def on(self, name: str) -> Hand:
        """A hand on that host: verbs that note how to undo themselves before they act."""
        return Hand(self.hosts[name], self.journal)

    def zone(self, zone: str, pattern: str, replacement: str) -> None:
        """Edit a zone by regular expression and make every resolver forget the old answers.

        Raises ValueError when the pattern is not in the zone file.
        """
        path = f"/etc/bind/zones/{zone}"
        names = self.on("dns")
        text, count = re.subn(pattern, replacement, names.read(path))
        if count == 0:
            raise ValueError(f"{zone} has nothing like {pattern!r}")
        names.write(path, text)
        names.reload("bind")
        self.on("resolver").reload("unbound")

    def filter(self, *rules: str) -> None:
        """Add nftables forwarding rules to the router, in a table that healing removes."""
        table = f"fault_{secrets.token_hex(3)}"
        self.journal.note(RouterRun(nftables.removal(table)))
        network.inside(ROUTER, ["nft", "-f", "-"], stdin=nftables.table(table, "forward", rules))

    def middlebox(self, client: str, ports: str, mode: middlebox.Mode) -> None:
        """Let a middlebox rewrite what servers say to a client; `ports` is an nftables set."""
        middlebox.start(self.journal, client, ports, mode)

    def hold(self, client: str, host: str, port: int, family: Literal["4", "6"]) -> None:
        """Let a client keep a connection open until healing.

        Raises CommandFailed when the server does not greet.
        """
        program = [
            sys.executable,
            str(Path(__file__).with_name("hold.py")),
            family,
            host,
            str(port),
        ]
        argv = ["ip", "netns", "exec", namespace(client), *program]
        holding = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True
        )
        self.journal.note(RouterRun(("sh", "-c", f"kill -- -{holding.pid} || true")))
        assert holding.stdout is not None
        with holding.stdout:
            if holding.stdout.readline() != b"up\n":
                raise CommandFailed(f"{host}:{port} did not greet {client}")

    def inject(self, name: str) -> Fault:
        """Put a fault in (nothing may be in already) and return it with its case.

        Raises KeyError for an unknown name, LabUnavailable when a fault is in already.
        """
        chosen = fault.load(name)
        with self.locked():
            if self.journal.notes():
                raise LabUnavailable("a fault is in already (python -m lab fault heal)")
            if chosen.inject:
                try:
                    chosen.inject(self)
                except BaseException:
                    self._heal()
                    raise
        return chosen

    def run_host(self, name: str, argv: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run argv inside a host, as root there; the exit status is the caller's to judge."""
        return self.hosts[name].run(argv, check=False)

    def run_client(
        self, name: str, argv: Sequence[str], *, timeout: float = 60, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run argv of this machine in a client's network, with the lab's resolver and CA.

        `timeout` is in seconds; the exit status is the caller's to judge.
        """
        enter = ["ip", "netns", "exec", namespace(name)]
        return run([*enter, *argv], check=False, timeout=timeout, stdin=stdin)

    def log(self, name: str, path: str = "/var/log/mail.log") -> Path:
        """A log file of a host, readable from the machine."""
        return self.hosts[name].root / path.lstrip("/")

    def heal(self) -> None:
        """Undo, in reverse, everything that was noted; then reload what was touched."""
        with self.locked():
            self._heal()

    def _heal(self) -> None:
        self.journal.play_back(self.hosts)

    def mailbox(self, address: str) -> Iterator[Path]:
        """The messages delivered to an address so far, as files."""
        local, _, domain = address.partition("@")
        host = self.hosts[person(address).host]
        maildir = host.root / "var/vmail" / domain / local
        for directory in ("new", "cur"):
            yield from (maildir / directory).glob("*")

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lab for oneself while a fault goes in or comes out."""
        with (state() / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def address_of(name: str) -> str:
    """The IPv4 address of a host or client of the plan."""
    return BY_NAME[name].v4
