"""Words for setting values as people meet them on screens."""

from __future__ import annotations

from mailmend.text import phrase

APPLE_AUTHENTICATION = {
    "none": phrase("None"),
    "password": phrase("Password"),
    "cram-md5": phrase("MD5 Challenge-Response"),
    "ntlm": "NTLM",
    "http-md5": phrase("HTTP MD5 Digest"),
}
THUNDERBIRD_AUTHENTICATION = {
    "none": phrase("No authentication"),
    "password": phrase("Normal password"),
    "cram-md5": phrase("Encrypted password"),
    "ntlm": "NTLM",
    "oauth2": "OAuth2",
}
PASSWORD_LINE = phrase("Password: type the password of the mailbox.")
BLANK_NAME = phrase("User Name: leave it blank.")


def security_name(value: object) -> str:
    """The name of a security setting in plain words."""
    names = {"starttls": "STARTTLS", "tls": "SSL/TLS", "none": phrase("no encryption")}
    return names.get(str(value), str(value))
