"""Larger parts that several faults build on: a submission front end, an account's mark, probes."""

from __future__ import annotations

from lab.practice import Lab
from lab.verbs import Hand

_FRONT = """submission_relay_host = 127.0.0.1
submission_relay_port = 25
submission_relay_ssl = no
service submission-login {
  inet_listener submission {
    port = 587
  }
  inet_listener submissions {
    port = 465
    ssl = yes
  }
}
"""
USERS = "/etc/dovecot/users"


def submission_front(lab: Lab, *, trusted: bool) -> Hand:
    """Let Dovecot serve 587 and 465 and hand on to Postfix on 25, which trusts it or does not."""
    host = lab.on("hosting")
    host.master("-M#", "submission/inet", "submissions/inet")
    if not trusted:
        host.postconf("mynetworks=192.0.2.0/24")
    host.restart("postfix")
    host.replace("/etc/dovecot/local.conf", "imap pop3 lmtp", "imap pop3 lmtp submission")
    host.append("/etc/dovecot/local.conf", _FRONT)
    host.restart("dovecot")
    host.host.await_listener(465, 587)
    return host


def mark_account(host: Hand, address: str, fields: str) -> None:
    """Give a mailbox Dovecot extra fields (nologin, allow_nets …) in the password file."""
    lines = [
        f"{line}::::::{fields}" if line.startswith(f"{address}:") else line
        for line in host.read(USERS).splitlines()
    ]
    host.write(USERS, "\n".join(lines) + "\n")


def relogin(host: Hand) -> None:
    """Let Dovecot read its files again, and Postfix let go of the old authentication process."""
    host.restart("dovecot")
    host.reload("postfix")


def curl_mailbox(host: str, user: str, password: str) -> tuple[str, ...]:
    """The curl command that logs in to a mailbox by IMAPS and shows the dialogue."""
    return ("curl", "-sSv", "--max-time", "8", "--user", f"{user}:{password}", f"imaps://{host}/")


def clear(host: str, port: int, last: str = "CONNECT") -> tuple[str, ...]:
    """The swaks command that shows a server's first words in the clear."""
    return ("swaks", "--helo", "smtpclient.apple", "--timeout", "4", "--server", host,
            "--port", str(port), "--quit-after", last)  # fmt: skip
