"""Words for setting values as people meet them on screens."""

from __future__ import annotations

from mailmend.case import Security

IOS_AUTHENTICATION = {
    "none": "None",
    "password": "Password",
    "cram-md5": "MD5 Challenge-Response",
    "ntlm": "NTLM",
    "http-md5": "HTTP MD5 Digest",
}
THUNDERBIRD_AUTHENTICATION = {
    "none": "No authentication",
    "password": "Normal password",
    "cram-md5": "Encrypted password",
    "ntlm": "NTLM",
    "oauth2": "OAuth2",
}
SECURITY_NAME: dict[Security, str] = {
    "none": "no encryption",
    "starttls": "STARTTLS",
    "tls": "SSL/TLS",
}


def security_name(value: object) -> str:
    """The name of a security setting in plain words."""
    return {"starttls": "STARTTLS", "tls": "SSL/TLS", "none": "none"}.get(str(value), str(value))


def on_off(value: object) -> str:
    """``on`` or ``off``."""
    return "on" if value else "off"


def quoted(value: object) -> str:
    """A value to type, set apart from the sentence."""
    return f"“{value}”"
