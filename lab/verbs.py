"""The verbs faults are written in: each notes its own undo in the journal, then acts."""

from __future__ import annotations

import secrets
import time

from lab import nftables, services
from lab.certs import Issued
from lab.host import Host
from lab.journal import Journal, Run, Touched, remember


class Hand:
    """A hand on one host."""

    def __init__(self, host: Host, journal: Journal) -> None:
        """Act on that host, keeping notes in that journal."""
        self.host = host
        self._journal = journal

    def write(self, path: str, text: str) -> None:
        """Give a file new content; the owner and mode of an existing file stay."""
        self._journal.note(remember(self.host, path))
        place = self.host.root / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace a text that must be in the file. Raises ValueError when it is not."""
        text = self.read(path)
        if old not in text:
            raise ValueError(f"{path} does not contain {old!r}")
        self.write(path, text.replace(old, new))

    def append(self, path: str, text: str) -> None:
        """Add text at the end of a file."""
        self.write(path, self.read(path) + text)

    def read(self, path: str) -> str:
        """The file's text."""
        return (self.host.root / path.lstrip("/")).read_text("utf-8")

    def remove(self, path: str) -> None:
        """Remove a file."""
        self._journal.note(remember(self.host, path))
        (self.host.root / path.lstrip("/")).unlink()

    def chmod(self, path: str, mode: int) -> None:
        """Change a file's permissions."""
        self._journal.note(remember(self.host, path))
        (self.host.root / path.lstrip("/")).chmod(mode)

    def run(self, *argv: str, undo: tuple[str, ...]) -> None:
        """Run a command whose undo is another command."""
        self._journal.note(Run(self.host.machine.name, undo))
        self.host.run(argv)

    def daemon(self, *argv: str, undo: tuple[str, ...]) -> None:
        """Run a command that leaves a daemon behind; `undo` ends the daemon."""
        self._journal.note(Run(self.host.machine.name, undo))
        self.host.launch(argv)

    def postconf(self, *settings: str) -> None:
        """`postconf -e` on main.cf; call reload("postfix") when all edits are made."""
        self._journal.note(remember(self.host, "/etc/postfix/main.cf"))
        self.host.run(["postconf", "-e", *settings])

    def master(self, flag: str, *settings: str) -> None:
        """`postconf -P`, `-M`, `-MX`, `-PX` … on master.cf, with those arguments."""
        self._journal.note(remember(self.host, "/etc/postfix/master.cf"))
        self.host.run(["postconf", flag, *settings])

    def submission(self, *settings: str) -> None:
        """Override parameters of both submission services (587 and 465) in master.cf."""
        for service in ("submission", "submissions"):
            self.master("-P", *(f"{service}/inet/{setting}" for setting in settings))

    def postmap(self, path: str, text: str, *options: str) -> None:
        """Give a Postfix lookup table new content and rebuild its .db file."""
        undo = (
            f"if test -e {path}; then postmap {' '.join(options)} {path}; else rm -f {path}.db; fi"
        )
        self._journal.note(Run(self.host.machine.name, ("sh", "-c", undo)))
        self.write(path, text)
        self.host.run(["postmap", *options, path])

    def reload(self, service: str) -> None:
        """Make a service read its files again, now and after healing."""
        self._journal.note(Touched(self.host.machine.name, service))
        services.reload(self.host, service)

    def restart(self, service: str, *ports: int) -> None:
        """Start a service afresh, now and after healing; `ports`: served now, if not as usual."""
        self._journal.note(Touched(self.host.machine.name, service, afresh=True))
        services.restart(self.host, service, *ports)

    def afresh_when_healed(self, service: str) -> None:
        """Start a service afresh once all is undone, as one needs that failed to come up."""
        self._journal.note(Touched(self.host.machine.name, service, afresh=True))

    def stop(self, service: str) -> None:
        """Stop a service; healing starts it again."""
        self._journal.note(Touched(self.host.machine.name, service, afresh=True))
        self.host.launch(services.SERVICES[service].stop)
        self._await_end(services.SERVICES[service].ports)

    def firewall(self, *rules: str, hook: str = "input") -> None:
        """Add nftables rules to this host in a table of their own; healing removes the table."""
        table = f"fault_{secrets.token_hex(3)}"
        self._journal.note(Run(self.host.machine.name, nftables.removal(table)))
        self.host.run(["nft", "-f", "-"], stdin=nftables.table(table, hook, rules))

    def certificate(self, issued: Issued, *, chain: bool = True) -> None:
        """Give every service of this host another certificate and key."""
        self.write("/etc/ssl/mail/fullchain.pem", issued.fullchain if chain else issued.leaf)
        self.write("/etc/ssl/mail/privkey.pem", issued.key)
        for service in services.services_of(self.host):
            if service not in ("rsyslog", "sshd"):
                self.reload(service)

    def _await_end(self, ports: tuple[int, ...]) -> None:
        end = time.monotonic() + 5
        while time.monotonic() < end and any(self.host.listens(port) for port in ports):
            time.sleep(0.05)
