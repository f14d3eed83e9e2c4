"""Which buckets a call of the API draws from."""

from __future__ import annotations

from mailmend.apps.web.config import Rates
from mailmend.apps.web.rates import look_buckets, password_buckets
from mailmend.io.store.limits import Bucket

TOKEN_LOOKS = (60.0, 600.0)
TOKEN_PASSWORDS = (30.0, 120.0)


def token_look_buckets(rates: Rates, token_id: str, domain: str) -> list[Bucket]:
    """For one diagnosis: the token, and the domain that is looked at."""
    domains = [one for one in look_buckets(rates, "", domain) if one.name == "look-domain"]
    return [Bucket("look-token", token_id, *TOKEN_LOOKS), *domains]


def token_password_buckets(rates: Rates, token_id: str, address: str) -> list[Bucket]:
    """For one use of a password; given back where the server accepts it."""
    found = password_buckets(rates, "", address)
    mailbox = [one for one in found if one.name == "password-mailbox"]
    return [Bucket("password-token", token_id, *TOKEN_PASSWORDS), *mailbox]
