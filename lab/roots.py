"""Build and cache the Debian root file systems the lab's hosts run from."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

SUITE = "bookworm"
_TOOLS: dict[str, str] = {
    "mmdebstrap": "mmdebstrap",
    "ip": "iproute2",
    "nft": "nftables",
    "unshare": "util-linux",
    "openssl": "openssl",
    "swaks": "swaks",
    "msmtp": "msmtp",
    "dig": "bind9-dnsutils",
    "gcc": "gcc",
    "curl": "curl",
    "ssh": "openssh-client",
    "strace": "strace",
}
_EXTRA_PACKAGES = ("libnet-ssleay-perl", "debian-archive-keyring", "ca-certificates", "libc6-dev")
_JUDGES = ("mutt", "thunderbird")
"""Mail programs that only tests send with."""

_WEB = ("chromium", "postgresql", "fonts-dejavu-core")
"""What the tests of the web application look and store with."""

_COMMON = (
    "tini,rsyslog,iproute2,nftables,openssl,ca-certificates,procps,adduser,"
    "dovecot-core,dovecot-imapd,dovecot-pop3d,dovecot-lmtpd,openssh-server,sudo,attr"
)


@dataclass(frozen=True, slots=True)
class Root:
    """One kind of Debian root: its name, its packages, and whether it needs backports."""

    name: str
    packages: str
    backports: str = ""

    @property
    def key(self) -> str:
        """A short digest of everything that decides the root's content."""
        text = f"{SUITE} {self.packages} {self.backports}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


ROOTS: dict[str, Root] = {
    "postfix": Root(
        "postfix",
        f"{_COMMON},postfix,libsasl2-modules,postgrey,fail2ban,dovecot-submissiond,"
        "ufw,iptables,firewalld,dbus,sasl2-bin",
    ),
    "exim": Root("exim", f"{_COMMON},exim4-daemon-heavy"),
    "opensmtpd": Root("opensmtpd", _COMMON, backports="opensmtpd"),
    "net": Root("net", "tini,iproute2,nftables,procps,ca-certificates,bind9,unbound,nginx-light"),
}


class LabUnavailable(RuntimeError):
    """The lab cannot run on this machine; the message says why in one line."""


def missing() -> str | None:
    """Say why the lab cannot run here (not root, a tool absent), or None when it can."""
    if os.geteuid() != 0:
        return "the lab needs root (network namespaces and mounts)"
    lacking = [package for tool, package in _TOOLS.items() if shutil.which(tool) is None]
    if lacking:
        return f"the lab needs: {' '.join(lacking)} (python -m lab tools installs them)"
    return None


def ensure_tools() -> None:
    """Install with apt-get what the lab needs on this machine (Debian 12, as root).

    Raises LabUnavailable when not root or apt-get fails.
    """
    if os.geteuid() != 0:
        raise LabUnavailable("installing the lab's tools needs root")
    wanted = [*dict.fromkeys(_TOOLS.values()), *_EXTRA_PACKAGES, *_JUDGES, *_WEB]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted],
    ):
        if subprocess.run(command, env=environment, check=False).returncode != 0:
            raise LabUnavailable(f"{' '.join(command[:2])} failed")


def cache_directory() -> Path:
    """Where roots are kept: MAILMEND_LAB_CACHE, else $XDG_CACHE_HOME, else /var/cache."""
    if override := os.environ.get("MAILMEND_LAB_CACHE"):
        return Path(override)
    if xdg := os.environ.get("XDG_CACHE_HOME"):
        return Path(xdg) / "mailmend-lab"
    return Path("/var/cache/mailmend-lab")


def path(name: str) -> Path:
    """Where the root of that name lives once it is built."""
    root = ROOTS[name]
    return cache_directory() / f"{root.name}-{root.key}"


def build_all() -> None:
    """Build every root that is not cached yet, side by side (two at a time)."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in [pool.submit(build, name) for name in ROOTS]:
            outcome.result()


def build(name: str) -> Path:
    """Return the root's path, building it with mmdebstrap first if it is not cached.

    Raises LabUnavailable with the last lines of mmdebstrap when the build fails.
    """
    target = path(name)
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    finished = subprocess.run(
        _mmdebstrap(ROOTS[name], unfinished), capture_output=True, text=True, check=False
    )
    if finished.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        tail = "\n".join(finished.stderr.splitlines()[-8:])
        raise LabUnavailable(f"mmdebstrap could not build the {name} root:\n{tail}")
    try:
        unfinished.rename(target)
    except OSError:  # someone else finished the same root first
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def _mmdebstrap(root: Root, target: Path) -> list[str]:
    command = [
        "mmdebstrap",
        "--variant=minbase",
        "--mode=root",
        "--skip=check/empty",
        "--format=directory",
        f"--include={root.packages}",
        *(f"--aptopt={option}" for option in _apt_options()),
    ]
    if root.backports:
        command.append(
            '--customize-hook=chroot "$1" apt-get install -y --no-install-recommends'
            f" -t {SUITE}-backports {root.backports}"
        )
        command.append("--skip=cleanup/apt")
    sources = _sources(backports=bool(root.backports))
    return [*command, SUITE, str(target), *sources]


def _apt_options() -> list[str]:
    """The machine's own Acquire settings (proxies, date checks), as apt.conf lines."""
    dump = subprocess.run(
        ["apt-config", "dump"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    wanted = ("Acquire::Check-", "Acquire::http::Proxy", "Acquire::https::Proxy")
    return ['APT::Install-Recommends "false";', *(x for x in dump if x.startswith(wanted))]


def _sources(*, backports: bool) -> list[str]:
    """The machine's own Debian package sources as deb lines, with backports on request."""
    listing = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)\t$(RELEASE)\t$(COMPONENT)",
         "Created-By: Packages"],
        capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    rows = {tuple(row.split("\t")) for row in listing if row.count("\t") == 2}
    found = sorted(
        (site, release, component)
        for site, release, component in rows
        if release.startswith(SUITE) and component == "main" and "debian" in site
    )
    if not found:
        raise LabUnavailable(f"apt on this machine has no {SUITE} sources")
    lines = [f"deb {site} {release} {component}" for site, release, component in found]
    main_site = next((site for site, release, _ in found if release == SUITE), found[0][0])
    if backports and not any(release == f"{SUITE}-backports" for _, release, _ in found):
        lines.append(f"deb {main_site} {SUITE}-backports main")
    return lines
