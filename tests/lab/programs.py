"""Real mail programs that are set up from what Mailmend writes, and then send one message each.

Every program reads another of the files: msmtp the autoconfiguration, mutt Outlook's autodiscover
reply, swaks the Apple profile. None of Mailmend's own readers is used.
"""

from __future__ import annotations

import plistlib
import secrets
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from lab.practice import Lab

_OUTLOOK = "{http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a}"
_MECHANISMS = {"EmailAuthPassword": "PLAIN", "EmailAuthCRAMMD5": "CRAM-MD5"}


@dataclass(frozen=True, slots=True)
class Errand:
    """Who sends to whom, from where; ``password`` is a file, ``folder`` a place for one's own."""

    lab: Lab
    client: str
    owner: str
    recipient: str
    password: Path
    folder: Path
    token: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def message(self) -> str:
        """The message to send, with the token in subject and body."""
        head = f"From: {self.owner}\nTo: {self.recipient}\nSubject: {self.token}\n"
        return f"{head}\n{self.token}\n"

    def run(self, *argv: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """The program, in the person's network."""
        home = ("env", f"HOME={self.folder}")
        return self.lab.run_client(self.client, (*home, *argv), timeout=60, stdin=stdin)

    def keep(self, name: str, lines: Iterator[str]) -> Path:
        """A configuration file of the program's."""
        path = self.folder / name
        path.touch(0o600)
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return path


def msmtp(errand: Errand, autoconfig: bytes) -> subprocess.CompletedProcess[str]:
    """Send with msmtp by the outgoing server of an autoconfig document."""
    config = errand.keep("msmtprc", _msmtprc(errand, autoconfig))
    argv = ("msmtp", f"--file={config}", "-f", errand.owner, errand.recipient)
    return errand.run(*argv, stdin=errand.message)


def _msmtprc(errand: Errand, autoconfig: bytes) -> Iterator[str]:
    server = ET.fromstring(autoconfig).find("./emailProvider/outgoingServer")  # noqa: S314
    assert server is not None
    said = {child.tag: child.text or "" for child in server}
    name = said["username"].replace("%EMAILADDRESS%", errand.owner)
    name = name.replace("%EMAILLOCALPART%", errand.owner.partition("@")[0])
    yield "account default"
    yield f"host {said['hostname']}"
    yield f"port {said['port']}"
    yield "tls on"
    yield f"tls_starttls {'on' if said['socketType'] == 'STARTTLS' else 'off'}"
    yield f"tls_trust_file {errand.lab.ca_file}"
    yield "auth on"
    yield f"user {name}"
    yield f"passwordeval cat {errand.password}"
    yield "timeout 20"


def mutt(errand: Errand, autodiscover: bytes) -> subprocess.CompletedProcess[str]:
    """Send with mutt by the SMTP part of an autodiscover reply."""
    config = errand.keep("muttrc", _muttrc(errand, autodiscover))
    argv = ("mutt", "-n", "-F", str(config), "-s", errand.token, "--", errand.recipient)
    return errand.run(*argv, stdin=f"{errand.token}\n")


def _muttrc(errand: Errand, autodiscover: bytes) -> Iterator[str]:
    servers = [
        {child.tag.removeprefix(_OUTLOOK): child.text or "" for child in part}
        for part in ET.fromstring(autodiscover).iter(f"{_OUTLOOK}Protocol")  # noqa: S314
    ]
    said = next(server for server in servers if server["Type"] == "SMTP")
    scheme = {"SSL": "smtps", "TLS": "smtp"}[said["Encryption"]]
    name = quote(said["LoginName"], safe="")
    yield f'set smtp_url="{scheme}://{name}@{said["Server"]}:{said["Port"]}/"'
    yield f'set smtp_pass="`cat {errand.password}`"'
    yield f"set from={errand.owner} use_envelope_from=yes"
    yield f"set certificate_file={errand.lab.ca_file} ssl_usesystemcerts=no"
    yield "set ssl_starttls=yes ssl_force_tls=yes"
    yield 'set record="" copy=no header_cache="" connect_timeout=20'


def swaks(errand: Errand, mobileconfig: bytes) -> subprocess.CompletedProcess[str]:
    """Send with swaks by the outgoing server of an Apple profile, as Apple Mail understands it."""
    config = errand.keep("swaksrc", _swaksrc(errand, mobileconfig))
    return errand.run("swaks", "--config", str(config))


def _swaksrc(errand: Errand, mobileconfig: bytes) -> Iterator[str]:
    payload = plistlib.loads(mobileconfig)["PayloadContent"][0]
    said = {key.removeprefix("OutgoingMailServer"): payload[key] for key in payload}
    assert said["UseSSL"] is True
    yield f"--server {said['HostName']}"
    yield f"--port {said['PortNumber']}"
    yield "--tls-on-connect" if said["PortNumber"] == 465 else "--tls"
    yield "--tls-verify"
    yield f"--auth {_MECHANISMS[said['Authentication']]}"
    yield f"--auth-user {said['Username']}"
    yield f"--auth-password {errand.password.read_text('utf-8').strip()}"
    yield f"--from {errand.owner}"
    yield f"--to {errand.recipient}"
    yield f"--header Subject: {errand.token}"
    yield "--timeout 20"
