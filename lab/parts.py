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


def relayed(lab: Lab, relay: str, *, login: str = "", compiled: bool = True) -> Hand:
    """Let the hosting server hand all mail on to a relay host, and alice hand in a message."""
    host = lab.on("hosting")
    settings = [f"relayhost={relay}", "minimal_backoff_time=4000s"]
    if login:
        path = "/etc/postfix/sasl_passwd"
        host.write(path, f"{relay} {login}\n")
        host.chmod(path, 0o600)
        if compiled:
            host.run("postmap", path, undo=("rm", "-f", f"{path}.db"))
        settings += ["smtp_sasl_auth_enable=yes", f"smtp_sasl_password_maps=hash:{path}"]
        settings += ["smtp_sasl_security_options=noanonymous", "smtp_tls_security_level=encrypt"]
    host.postconf(*settings)
    host.restart("postfix")
    hand_in(host)
    return host


def hand_in(host: Hand) -> None:
    """Alice hands in a message for elsewhere on the server itself; healing empties the queue."""
    send = "sendmail -f alice@customer.test bob@elsewhere.test"
    host.run("sh", "-c", f"printf 'Subject: waits\\n\\nx\\n' | {send}",
             undo=("postsuper", "-d", "ALL"))  # fmt: skip


def wait_for_queue(host: Hand, words: str) -> None:
    """Until a message waits in the queue for that reason; at most fifteen seconds."""
    wait = f"for try in $(seq 75); do postqueue -p | grep -qE '{words}' && exit 0; sleep 0.2; done"
    host.run("sh", "-c", f"{wait}; postqueue -p >&2; exit 1", undo=("true",))


def clear(host: str, port: int, last: str = "CONNECT") -> tuple[str, ...]:
    """The swaks command that shows a server's first words in the clear."""
    return ("swaks", "--helo", "smtpclient.apple", "--timeout", "4", "--server", host,
            "--port", str(port), "--quit-after", last)  # fmt: skip
