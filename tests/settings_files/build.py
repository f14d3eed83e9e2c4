"""Accounts for the tests of the file formats."""

from __future__ import annotations

from mailmend.case import Outgoing
from mailmend.facts import PublishedServer
from mailmend.settings_files import Account, account_of

ADDRESS = "alice@customer.test"
HOST = "mail.hosting.test"
OUT = Outgoing(
    host=HOST, port=465, security="tls", username=ADDRESS, authentication="password",
    password_set=True,
)  # fmt: skip
IN = PublishedServer("imap", HOST, 993, "tls", ADDRESS, "password")


def account(outgoing: Outgoing = OUT, incoming: PublishedServer | None = IN) -> Account:
    """The account of working settings."""
    return account_of(ADDRESS, outgoing, incoming)
