"""How often one may try to sign in, and look on behalf of a customer."""

from __future__ import annotations

from mailmend.apps.web.config import Rates
from mailmend.apps.web.rates import look_buckets
from mailmend.apps.web.visitor import networks_of
from mailmend.io.store.limits import Bucket

_TRIES_HERE = (8, 30)
_TRIES_OF_NAME_HERE = (5, 10)
_TRIES_OF_NAME = (20, 40)
_RUNS = (40, 240)
_STARTS = (60, 600)


def sign_in_buckets(name: str, client: str) -> list[Bucket]:
    """For one try to sign in; given back where it succeeds.

    The narrow limit is on one name from one network, so that a stranger elsewhere cannot shut a
    person out; the wide one on a name stops many networks that guess together.
    """
    person = name.lower()
    networks = networks_of(client)
    return [
        *(Bucket("sign-in-client", network, *_TRIES_HERE) for network in networks[:1]),
        Bucket("sign-in-name-client", f"{person}\0{networks[0]}", *_TRIES_OF_NAME_HERE),
        Bucket("sign-in-name", person, *_TRIES_OF_NAME),
    ]


def start_buckets(client: str) -> list[Bucket]:
    """For one way to the identity provider, which guesses nothing: a whole office may come."""
    return [Bucket("oidc-start", network, *_STARTS) for network in networks_of(client)[:1]]


def run_buckets(rates: Rates, user_id: str, domain: str) -> list[Bucket]:
    """For one run of an engineer: their own limit, and that of the domain, which all share."""
    of_domain = [each for each in look_buckets(rates, "desk", domain) if each.name == "look-domain"]
    return [Bucket("desk-run", user_id, *_RUNS), *of_domain]


def password_buckets(rates: Rates, user_id: str, address: str) -> list[Bucket]:
    """For one use of a customer's password; given back where the server accepts it."""
    return [
        Bucket("desk-password", user_id, *rates.password_visitor),
        Bucket("password-mailbox", address.lower(), *rates.password_mailbox),
    ]
