"""How each service of a lab host is started, stopped and told to read its files again."""

from __future__ import annotations

import time
from dataclasses import dataclass

from lab.host import Host

Command = tuple[str, ...]
_SUBMISSION = (25, 465, 587)
_MAILBOX = (110, 143, 993, 995)


@dataclass(frozen=True, slots=True)
class Service:
    """A service's commands inside its host and the TCP ports it serves when healthy."""

    start: Command
    stop: Command
    reload: Command
    ports: tuple[int, ...] = ()


def _shell(text: str) -> Command:
    return ("sh", "-c", text)


SERVICES: dict[str, Service] = {
    "rsyslog": Service(
        ("rsyslogd",), ("pkill", "-x", "rsyslogd"), ("pkill", "-HUP", "-x", "rsyslogd")
    ),
    "sshd": Service(
        _shell("mkdir -p /run/sshd; exec /usr/sbin/sshd"),
        ("pkill", "-o", "-x", "sshd"),
        ("pkill", "-HUP", "-o", "-x", "sshd"),
        (22,),
    ),
    "dovecot": Service(("dovecot",), ("doveadm", "stop"), ("doveadm", "reload"), _MAILBOX),
    "postfix": Service(
        _shell("touch -d '-10 seconds' /etc/postfix/main.cf; exec /etc/init.d/postfix start"),
        ("postfix", "stop"),
        _shell("touch -d '-10 seconds' /etc/postfix/main.cf; exec postfix reload"),
        (25,),
    ),
    "exim": Service(
        ("exim4", "-bd", "-q10m"),
        ("pkill", "-o", "-x", "exim4"),
        ("pkill", "-HUP", "-o", "-x", "exim4"),
        _SUBMISSION,
    ),
    "opensmtpd": Service(
        ("smtpd",),
        _shell("pkill -o -x smtpd; while pgrep -x smtpd; do sleep 0.05; done"),
        _shell("pkill -o -x smtpd; while pgrep -x smtpd; do sleep 0.05; done; exec smtpd"),
        _SUBMISSION,
    ),
    "bind": Service(
        ("named", "-u", "bind"), ("pkill", "-x", "named"), ("pkill", "-HUP", "-x", "named"), (53,)
    ),
    "unbound": Service(
        ("unbound", "-c", "/etc/unbound/unbound.conf"),
        ("pkill", "-x", "unbound"),
        ("pkill", "-HUP", "-x", "unbound"),
        (53,),
    ),
    "nginx": Service(("nginx",), ("nginx", "-s", "stop"), ("nginx", "-s", "reload"), (80, 443)),
}
OF_ROOT: dict[str, tuple[str, ...]] = {
    "postfix": ("rsyslog", "sshd", "dovecot", "postfix"),
    "exim": ("rsyslog", "sshd", "dovecot", "exim"),
    "opensmtpd": ("rsyslog", "sshd", "dovecot", "opensmtpd"),
}
OF_NET: dict[str, tuple[str, ...]] = {
    "dns": ("bind",),
    "resolver": ("unbound",),
    "web": ("nginx",),
}
_PREPARATION: dict[str, str] = {
    "postfix": (
        "update-ca-certificates --fresh >/dev/null 2>&1;"
        "newaliases; postmap /etc/postfix/vmailbox /etc/postfix/sender_login"
    ),
    "exim": (
        "update-ca-certificates --fresh >/dev/null 2>&1;"
        "chgrp Debian-exim /etc/ssl/mail/privkey.pem;"
        "chmod 640 /etc/ssl/mail/privkey.pem"
    ),
    "opensmtpd": (
        "chmod 600 /etc/ssl/mail/privkey.pem;"
        "while IFS=: read -r user _; do printf '%s %s\\n' \"$user\""
        ' "$(smtpctl encrypt "$(cat /root/password-of-$user)")"; done'
        " < /etc/dovecot/users > /etc/mail/credentials; chmod 640 /etc/mail/credentials;"
        "chgrp opensmtpd /etc/mail/credentials; rm -f /root/password-of-*"
    ),
}


def services_of(host: Host) -> tuple[str, ...]:
    """The services a host runs, in the order they start."""
    machine = host.machine
    return OF_NET[machine.name] if machine.root == "net" else OF_ROOT[machine.root]


def start_all(host: Host) -> None:
    """Start every service of a freshly booted host and wait until its ports are served."""
    preparation = _PREPARATION.get(host.machine.root)
    if preparation:
        host.launch(["sh", "-c", preparation])
    for name in services_of(host):
        host.launch(SERVICES[name].start)
    for name in services_of(host):
        host.await_listener(*SERVICES[name].ports)


def reload(host: Host, name: str) -> None:
    """Make the service read its files again, and give it the moment it takes."""
    host.launch(SERVICES[name].reload)
    time.sleep(0.3)


def restart(host: Host, name: str, *ports: int) -> None:
    """Stop the service (it may be down already) and start it afresh.

    `ports` are those it serves this time, where they are not the usual ones.
    """
    host.launch(SERVICES[name].stop, check=False)
    _await_end(host, name)
    host.launch(SERVICES[name].start)
    host.await_listener(*(ports or SERVICES[name].ports))


def _await_end(host: Host, name: str) -> None:
    ports = SERVICES[name].ports
    end = time.monotonic() + 5
    while time.monotonic() < end and any(host.listens(port) for port in ports):
        time.sleep(0.05)
