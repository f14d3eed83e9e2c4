"""Diagnoses run against the hostile servers, several at once, each measured."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from lab.hostile.catalogue import Behaviour, behaviours
from lab.hostile.namespace import Namespace

CANARY = "Kx7-canary-Zq93!wM"
GOOD_HOST = "mail.smtp-good.test"
_BIN = Path(sys.executable).parent
_WEB = frozenset({"http", "https", "xml", "autodiscover"})


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: what it said, how it ended, what it took."""

    name: str
    exit_status: int
    out: str
    err: str
    seconds: float
    cpu_seconds: float
    peak_kib: int
    report: dict[str, Any] = field(default_factory=dict)

    def facts(self, kind: str) -> list[dict[str, Any]]:
        """The report's facts of that kind."""
        return [fact for fact in self.report.get("facts", ()) if fact["kind"] == kind]


class Rig:
    """The network, the servers in it and a folder; a context that takes all down again."""

    def __init__(self, name: str, folder: Path) -> None:
        self.space = Namespace(name)
        self.folder = folder
        self._servers: subprocess.Popen[str] | None = None
        self._ca = ""

    def __enter__(self) -> Self:
        self.space.__enter__()
        argv = [sys.executable, "-m", "lab.hostile", "--real-ports", "--canary", CANARY]
        argv += ["--folder", str(self.folder / "kit")]
        with (self.folder / "kit.err").open("w") as errors:
            self._servers = subprocess.Popen(
                self.space.inside(argv), stdout=subprocess.PIPE, stderr=errors, encoding="utf-8"
            )
        assert self._servers.stdout is not None
        ready = self._servers.stdout.readline()
        if not ready:
            self.__exit__()
            raise RuntimeError("the hostile servers did not start")
        self._ca = json.loads(ready)["ca"]
        (self.folder / "password").touch(0o600)
        (self.folder / "password").write_text(CANARY + "\n", "utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        if self._servers is not None:
            self._servers.terminate()
            self._servers.wait(10)
        self.space.down()

    def journal(self) -> list[dict[str, Any]]:
        """What the oracle wrote down so far."""
        lines = (self.folder / "kit" / "journal.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def run(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run Python code in the network."""
        argv = self.space.inside([sys.executable, "-c", code])
        return subprocess.run(argv, capture_output=True, text=True, timeout=60, check=False)

    def diagnose(
        self, name: str, timeout: float = 60, more: Sequence[str] = ("--json",), label: str = ""
    ) -> Run:
        """One diagnosis of the mailbox that this behaviour serves."""
        stem = self.folder / f"{name}{label}"
        case = stem.with_suffix(".toml")
        case.write_text(case_of(behaviours()[name]), "utf-8")
        argv = [
            *(str(_BIN / "mailmend"), "diagnose", "--case", str(case), "--no-input"),
            *("--password-file", str(self.folder / "password"), "--ca-file", self._ca),
            *("--timeout", str(timeout), *more),
        ]
        measured = stem.with_suffix(".usage")
        tool = str(Path(__file__).with_name("measure.py"))
        done = subprocess.run(
            self.space.inside([sys.executable, "-S", "-E", tool, str(measured), *argv]),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=timeout + 60,
            check=False,
        )
        used = json.loads(measured.read_text("ascii"))
        out = done.stdout.decode("utf-8", "surrogateescape")
        report = json.loads(out) if "--json" in more and out.startswith("{") else {}
        err = done.stderr.decode("utf-8", "surrogateescape")
        return Run(
            name, used["exit"], out, err, used["seconds"], used["cpu"], used["peak_kib"], report
        )


def case_of(behaviour: Behaviour) -> str:
    """The case file: the behaviour as outgoing or incoming server, or as what publishes."""
    address = f"alice@{behaviour.name}.test"
    text = f'address = "{address}"\n'
    host = f"mail.{behaviour.name}.test"
    match behaviour.protocol:
        case protocol if protocol in _WEB or behaviour.name in ADDRESS_ONLY:
            return text
        case "imap" | "imaps" | "pop3":
            port = behaviour.ports[0]
            kind = "pop3" if behaviour.protocol == "pop3" else "imap"
            security = "tls" if port in (993, 995) else "starttls"
            incoming = f'protocol = "{kind}"\n' + _server(host, port, security, address)
            outgoing = _server(GOOD_HOST, 587, "starttls", address)
            return f"{text}[incoming]\n{incoming}[outgoing]\npassword_set = true\n{outgoing}"
        case _:
            port = 465 if behaviour.protocol == "smtps" else 587
            security = "tls" if port == 465 else "starttls"
            outgoing = _server(host, port, security, address)
            return f"{text}[outgoing]\npassword_set = true\n{outgoing}"


ADDRESS_ONLY = frozenset({
    "dns-mx-1800", "dns-srv-1000", "dns-mx-names-odd", "dns-mx-internal", "dns-srv-internal",
    "dns-address-internal", "dns-rebind", "dns-null-mx",
})  # fmt: skip
"""Behaviours of the name server that matter for what is found, not for what is set."""


def _server(host: str, port: int, security: str, username: str) -> str:
    return (
        f'host = "{host}"\nport = {port}\nsecurity = "{security}"\n'
        f'username = "{username}"\nauthentication = "password"\n'
    )
