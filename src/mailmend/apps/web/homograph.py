"""Addresses shown so that a domain that only looks like another does not deceive. Pure."""

from __future__ import annotations

import idna

from mailmend.case import printable
from mailmend.wire.domain_names import host_name


def address_words(address: str) -> str:
    """The address; of an international domain the name and its ASCII form as well."""
    local, _, domain = address.rpartition("@")
    ascii_form = host_name(domain) or domain
    name = _unicode(ascii_form)
    if name == ascii_form:
        return printable(address)
    return f"{printable(local)}@{printable(name)} ({ascii_form})"


def _unicode(ascii_form: str) -> str:
    """The name with U-labels (RFC 5890), as it is where it has none."""
    try:
        return idna.decode(ascii_form)
    except (idna.IDNAError, UnicodeError):
        return ascii_form
