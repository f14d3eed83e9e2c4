"""The server picks certificates by name, and has another provider's for the name on the phone."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

_NAME = "smtp.hosting.test"
CASE = phone(
    error=CANNOT_SEND + f"The certificate hostname does not match “{_NAME}”.",
    onset="after-migration",
    outgoing={"host": _NAME},
)
EXPECT = (
    Expected(
        "cert-hostname-mismatch", "proven", "server",
        instead=("cert-differs-per-service-or-sni", "smtp-hostname-wrong-server"),
    ),
)  # fmt: skip
MUST_NOT = ("cert-self-signed-or-private-ca", "cert-expired", "cert-chain-incomplete")
SEEN = (
    Seen(
        r"(?i)hostname mismatch",
        ("openssl", "s_client", "-connect", f"{_NAME}:465", "-servername", _NAME,
         "-verify_return_error", "-verify_hostname", _NAME, "-brief"),
    ),
    Seen(
        r"Verification: OK",
        ("openssl", "s_client", "-connect", f"{_NAME}:465", "-servername", "mail.hosting.test",
         "-verify_return_error", "-verify_hostname", "mail.hosting.test", "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Publish a second name of the server and map it to a certificate of the past."""
    lab.zone(
        "hosting.test",
        r"(?m)^(mail\.hosting\.test\. IN A .*\n)",
        r"\1smtp.hosting.test. IN CNAME mail.hosting.test.\n",
    )
    host = lab.on("hosting")
    issued = lab.authority.issue(Leaf(("smtp.formerhost.test",)))
    host.write("/etc/ssl/mail/former.pem", issued.key + issued.fullchain)
    host.postmap("/etc/postfix/sni", f"{_NAME} /etc/ssl/mail/former.pem\n", "-F")
    host.postconf("tls_server_sni_maps=hash:/etc/postfix/sni")
    host.reload("postfix")
