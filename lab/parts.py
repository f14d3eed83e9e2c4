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


def exim_rule(lab: Lab, rule: str) -> None:
    """Put a rule before all others that Exim asks about a recipient."""
    host = lab.on("eximhost")
    path = "/etc/exim4/exim4.conf"
    host.replace(path, "acl_check_rcpt:\n", f"acl_check_rcpt:\n{rule}")
    host.reload("exim")


def smarthost(lab: Lab, login: str) -> None:
    """Let Postfix hand all mail on to the other provider, with that `user:password` or none."""
    host = lab.on("hosting")
    relay = "[mail.oldhost.test]:587"
    if login:
        host.write("/etc/postfix/relay_login", f"{relay} {login}\n")
    host.postconf(
        f"relayhost={relay if login else '[mail.oldhost.test]'}",
        f"smtp_sasl_auth_enable={'yes' if login else 'no'}",
        "smtp_sasl_password_maps=texthash:/etc/postfix/relay_login",
        "smtp_sasl_tls_security_options=noanonymous",
        "smtp_tls_security_level=encrypt",
    )
    host.reload("postfix")


def delivery(recipient: str = "bob@elsewhere.test") -> tuple[str, ...]:
    """The command that sends a message inside a Postfix host and shows what became of it."""
    script = (
        "n=$(($(wc -l </var/log/mail.log)+1)); sendmail -f alice@customer.test "
        f"{recipient} </dev/null; for i in $(seq 80); do tail -n +$n /var/log/mail.log | "
        f"grep -m1 'to=<{recipient}>.*status=' && exit; sleep 0.1; done"
    )
    return ("sh", "-c", script)


def mailbox_quota(lab: Lab, address: str) -> Hand:
    """Give every mailbox a quota of one megabyte, and fill this one."""
    host = lab.on("hosting")
    host.append(
        "/etc/dovecot/local.conf",
        "mail_plugins = $mail_plugins quota\n"
        "plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n"
        "  quota_rule = *:storage=1M\n  quota_grace = 0\n}\n"
        "protocol imap {\n  mail_plugins = $mail_plugins quota imap_quota\n}\n",
    )
    relogin(host)
    local, _, domain = address.partition("@")
    home = f"/var/vmail/{domain}/{local}"
    path = f"{home}/cur/1000000000.full.lab:2,S"
    host.run("true", undo=("sh", "-c", f"rm -f {path} {home}/dovecot*"))
    fill = f"mkdir -p {home}/cur {home}/new {home}/tmp; " + (
        f"{{ printf 'Subject: big\\r\\n\\r\\n'; head -c 1100000 /dev/zero | tr '\\0' x | fold; }}"
        f" > {path}; chown -R vmail:vmail /var/vmail/{domain}/{local}"
    )
    host.host.run(["sh", "-c", fill])
    return host


def tokens_only(lab: Lab) -> None:
    """Let Dovecot offer token mechanisms alone, and ask about tokens where nobody knows any."""
    host = lab.on("hosting")
    host.replace(
        "/etc/dovecot/conf.d/10-auth.conf",
        "auth_mechanisms = plain login",
        "auth_mechanisms = xoauth2 oauthbearer",
    )
    host.write("/etc/dovecot/tokens.conf", _TOKENS)
    host.append(
        "/etc/dovecot/local.conf",
        "passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n"
        "  args = /etc/dovecot/tokens.conf\n}\n",
    )
    relogin(host)


_TOKENS = """introspection_mode = local
local_validation_key_dict = fs:posix:prefix=/etc/dovecot/keys/
"""


def token_login(host: str, user: str) -> tuple[str, ...]:
    """The curl command that offers a server a token that ran out (RFC 7628)."""
    return ("curl", "-sSv", "--max-time", "8", "--ssl-reqd", "--user", user, "--oauth2-bearer",
            _OLD_TOKEN, "--mail-from", user, "--mail-rcpt", "bob@elsewhere.test",
            "--upload-file", "/dev/null", f"smtp://{host}:587/")  # fmt: skip


# A JSON web token {"alg":"HS256"}.{"sub":"alice","exp":1600000000} with a made-up signature.
_OLD_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTYwMDAwMDAwMH0.bWFkZS11cA"


def pam_account(lab: Lab, service: str, *, expires: str = "") -> Hand:
    """Make alice a system user, and let Dovecot ask PAM by that service file (pam.conf(5)).

    `expires` is the day since 1970 on which the account runs out (shadow(5)), empty for never.
    """
    host, user = lab.on("hosting"), "alice@customer.test"
    hashed = host.host.run(["openssl", "passwd", "-6", "alice-Lighthouse-13"]).stdout.strip()
    host.append("/etc/passwd", f"{user}:x:6001:6001::/nonexistent:/usr/sbin/nologin\n")
    host.append("/etc/shadow", f"{user}:{hashed}:19900:0:99999:7::{expires}:\n")
    host.write("/etc/pam.d/mail-accounts", service)
    path = "/etc/dovecot/conf.d/auth-passwdfile.conf.ext"
    host.replace(path, "driver = passwd-file", "driver = pam")
    host.replace(
        path, "args = scheme=SSHA256 username_format=%u /etc/dovecot/users", "args = mail-accounts"
    )
    relogin(host)
    return host


_AFTER_POP = """#!/bin/sh
echo "$IP OK" >>/etc/postfix/fetched
exec "$@"
"""
_POP_SERVICE = """service pop3 {
  executable = pop3 fetched
}
service fetched {
  executable = script-login /usr/local/sbin/fetched
  unix_listener fetched {
  }
}
"""


def pop_before_smtp(lab: Lab) -> None:
    """Let nobody log in for sending, and let those send from whose address mail was fetched."""
    host = lab.on("hosting")
    host.write("/usr/local/sbin/fetched", _AFTER_POP)
    host.chmod("/usr/local/sbin/fetched", 0o755)
    host.append("/etc/dovecot/local.conf", _POP_SERVICE)
    host.restart("dovecot")
    host.write("/etc/postfix/fetched", "")
    host.postconf(
        "smtpd_relay_restrictions=permit_mynetworks, check_client_access texthash:/etc/postfix/"
        "fetched, permit_auth_destination, check_recipient_access "
        "static:{554 5.7.1 check your mail first (POP before SMTP)}, reject_unauth_destination",
    )
    host.master("-M#", "submission/inet", "submissions/inet")
    host.restart("postfix")
