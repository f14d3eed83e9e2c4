"""How an administrator logs in to the mail hosts: a real sshd in each, by a known key only."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from lab.host import Host
from lab.plan import MACHINES, Machine, namespace, state
from lab.shell import run

_SERVER = """HostKey /etc/ssh/lab_host_key
AuthorizedKeysFile /etc/ssh/lab_authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
PidFile /run/sshd.pid
"""
_CLIENT = """Host *
  IdentityFile {identity}
  IdentitiesOnly yes
  IdentityAgent none
  GlobalKnownHostsFile {known_hosts}
  UserKnownHostsFile none
  StrictHostKeyChecking yes
"""


@dataclass(frozen=True, slots=True)
class Login:
    """A way in to one host as root: the target, and the client's two files."""

    target: str
    identity: Path
    known_hosts: Path


def login(host: Host) -> Login:
    """The way in to that host; from a client's network no option is needed for it."""
    folder = _folder()
    target = f"ssh://root@{host.machine.fqdn}"
    return Login(target, folder / "identity", folder / "known_hosts")


def has_login(machine: Machine) -> bool:
    """Whether a machine is a mail host, which administrators log in to."""
    return machine.root not in ("", "net")


def make_keys() -> None:
    """Make the administrator's key and every host's, and the file of the hosts' keys."""
    folder = _folder()
    folder.mkdir(mode=0o700)
    _key(folder / "identity")
    lines = []
    for machine in MACHINES:
        if has_login(machine):
            _key(folder / machine.name)
            public = (folder / f"{machine.name}.pub").read_text("ascii").split()
            names = f"{machine.fqdn},{machine.v4},{machine.v6}"
            lines.append(f"{names} {public[0]} {public[1]}\n")
    (folder / "known_hosts").write_text("".join(lines), "ascii")


def dress_server(host: Host) -> None:
    """Give a mail host its sshd: key, who may log in, configuration."""
    folder, ssh = _folder(), host.upper / "etc/ssh"
    ssh.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / host.machine.name, ssh / "lab_host_key")
    (ssh / "lab_host_key").chmod(0o600)
    shutil.copy(folder / "identity.pub", ssh / "lab_authorized_keys")
    (ssh / "sshd_config").write_text(_SERVER, "ascii")


def dress_client(name: str) -> None:
    """Lay the ssh client's configuration over a client's /etc/ssh."""
    ssh = Path("/etc/netns") / namespace(name) / "ssh"
    ssh.mkdir(parents=True)
    folder = _folder()
    text = _CLIENT.format(identity=folder / "identity", known_hosts=folder / "known_hosts")
    (ssh / "ssh_config").write_text(text, "utf-8")


def _folder() -> Path:
    return state() / "ssh"


def _key(path: Path) -> None:
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", str(path)])
