"""Lay a host's configuration into its writable layer before it boots."""

from __future__ import annotations

import shutil
from pathlib import Path

from lab import logins, roots
from lab.certs import Authority, Issued, KeyKind, Leaf
from lab.host import Host
from lab.people import DOMAINS, domain_of, hashed, people_of
from lab.plan import BY_NAME, RESOLVER_V4, Machine
from lab.zones import zones

_FILES = Path(__file__).parent / "files"
_MAIL_ID = 5000  # the uid and gid that own every mailbox
_TREES: dict[str, tuple[str, ...]] = {
    "net": ("net",),
    "postfix": ("common", "dovecot", "postfix"),
    "exim": ("common", "dovecot", "exim"),
    "opensmtpd": ("common", "dovecot", "opensmtpd"),
}


def dress(host: Host, authority: Authority) -> None:
    """Write everything the host needs to come up healthy; it must not be running yet."""
    machine = host.machine
    host.prepare()
    for tree in (*_TREES[machine.root], machine.name):
        _copy_tree(_FILES / tree, host)
    _identity(host)
    if machine.root == "net":
        _web_and_names(host, authority)
        return
    _mailboxes(host)
    _trust(host, authority)
    logins.dress_server(host)
    install(host.upper, authority.issue(Leaf(_names(machine), key=_key_kind(machine))))


def install(root: Path, issued: Issued) -> None:
    """Put a certificate and its key where every service of the lab reads them."""
    directory = root / "etc/ssl/mail"
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "fullchain.pem").write_text(issued.fullchain, "ascii")
    key = directory / "privkey.pem"
    key.touch(0o640)
    key.write_text(issued.key, "ascii")


def _key_kind(machine: Machine) -> KeyKind:
    return "rsa2048" if machine.name in ("hosting", "oldhost") else "ecdsa"


def _names(machine: Machine) -> tuple[str, ...]:
    if machine.name == "web":
        return (machine.fqdn, *(f"autoconfig.{domain}" for domain in DOMAINS), *DOMAINS)
    return (machine.fqdn,)


def _copy_tree(tree: Path, host: Host) -> None:
    if not tree.is_dir():
        return
    machine = host.machine
    domain = domain_of(machine.name) if machine.root != "net" else ""
    for source in sorted(tree.rglob("*")):
        target = host.upper / source.relative_to(tree)
        if source.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            text = source.read_text("utf-8").replace("@FQDN@", machine.fqdn)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace("@DOMAIN@", domain), "utf-8")


def _identity(host: Host) -> None:
    """Host name, hosts file, resolver, and the vmail account, as an installer leaves them."""
    machine, etc = host.machine, host.upper / "etc"
    lower = roots.path(machine.root) / "etc"
    etc.mkdir(exist_ok=True)
    short = machine.fqdn.partition(".")[0]
    (etc / "hostname").write_text(f"{machine.fqdn}\n", "ascii")
    (etc / "mailname").write_text(f"{machine.fqdn}\n", "ascii")
    local = "127.0.0.1 localhost\n::1 localhost ip6-localhost\n"
    (etc / "hosts").write_text(f"{local}{machine.v4} {machine.fqdn} {short}\n", "ascii")
    (etc / "resolv.conf").write_text(f"nameserver {RESOLVER_V4}\n", "ascii")
    entries = {
        "passwd": f"vmail:x:{_MAIL_ID}:{_MAIL_ID}::/var/vmail:/usr/sbin/nologin\n",
        "group": f"vmail:x:{_MAIL_ID}:\n",
    }
    for name, line in entries.items():
        (etc / name).write_text((lower / name).read_text("utf-8") + line, "utf-8")


def _mailboxes(host: Host) -> None:
    etc, people = host.upper / "etc", people_of(host.machine.name)
    vmail = host.upper / "var/vmail"
    vmail.mkdir(parents=True)
    shutil.chown(vmail, _MAIL_ID, _MAIL_ID)
    lines = "".join(f"{one.address}:{hashed(one.password)}\n" for one in people)
    users = etc / "dovecot/users"
    users.touch(0o644)
    users.write_text(lines, "utf-8")
    if host.machine.root == "postfix":
        boxes = "".join(f"{one.address} {one.address}\n" for one in people)
        (etc / "postfix/vmailbox").write_text(boxes, "ascii")
        (etc / "postfix/sender_login").write_text(boxes, "ascii")
        (etc / "aliases").write_text("postmaster: root\n", "ascii")
    if host.machine.root == "opensmtpd":
        known = "".join(f"{one.address}\n" for one in people)
        (host.upper / "root").mkdir(mode=0o700)
        for one in people:  # hashed by smtpctl in the host, then removed
            (host.upper / f"root/password-of-{one.address}").write_text(one.password, "ascii")
        (etc / "mail").mkdir(exist_ok=True)
        (etc / "mail/recipients").write_text(known, "ascii")


def _trust(host: Host, authority: Authority) -> None:
    """The mail servers trust the lab's authority, as they would trust a public one."""
    local = host.upper / "usr/local/share/ca-certificates"
    local.mkdir(parents=True)
    shutil.copy(authority.root_pem, local / "mailmend-lab.crt")


def _web_and_names(host: Host, authority: Authority) -> None:
    match host.machine.name:
        case "dns":
            _name_server(host)
        case "web":
            install(host.upper, authority.issue(Leaf(_names(host.machine), key="ecdsa")))
            _web_pages(host, authority)
        case _:
            pass


def _name_server(host: Host) -> None:
    bind = host.upper / "etc/bind"
    (bind / "zones").mkdir(parents=True, exist_ok=True)
    declared = [
        'options { directory "/var/cache/bind"; recursion no; dnssec-validation no;',
        " listen-on { any; }; listen-on-v6 { any; }; allow-query { any; }; };",
    ]
    for zone, text in zones().items():
        path = f"/etc/bind/zones/{zone if zone != '.' else 'root'}"
        (host.upper / path.lstrip("/")).write_text(text, "ascii")
        declared.append(f'zone "{zone}" {{ type master; file "{path}"; }};')
    (bind / "named.conf").write_text("\n".join(declared) + "\n", "ascii")


def _web_pages(host: Host, authority: Authority) -> None:
    pages = host.upper / "srv/www"
    (pages / "ca.lab.test").mkdir(parents=True)
    (pages / "ca.lab.test/intermediate.der").write_bytes(authority.intermediate_der())
    for domain, where in DOMAINS.items():
        if where in ("elsewhere",):
            continue
        directory = pages / f"autoconfig.{domain}" / "mail"
        directory.mkdir(parents=True)
        page = _autoconfig(domain, BY_NAME[where].fqdn)
        (directory / "config-v1.1.xml").write_text(page, "utf-8")


def _autoconfig(domain: str, mail: str) -> str:
    """The autoconfiguration document (draft-ietf-mailmaint-autoconfig) of a lab domain."""

    def server(tag: str, kind: str, port: int, security: str) -> str:
        return (
            f'<{tag} type="{kind}"><hostname>{mail}</hostname><port>{port}</port>'
            f"<socketType>{security}</socketType><authentication>password-cleartext"
            f"</authentication><username>%EMAILADDRESS%</username></{tag}>"
        )

    return (
        f'<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="{domain}">'
        f"<domain>{domain}</domain><displayName>{domain}</displayName>"
        f"{server('incomingServer', 'imap', 993, 'SSL')}"
        f"{server('incomingServer', 'imap', 143, 'STARTTLS')}"
        f"{server('outgoingServer', 'smtp', 465, 'SSL')}"
        f"{server('outgoingServer', 'smtp', 587, 'STARTTLS')}"
        "</emailProvider></clientConfig>\n"
    )
