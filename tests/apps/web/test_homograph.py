"""Look-alike domains do not deceive."""

from __future__ import annotations

import pytest

from mailmend.apps.web.homograph import address_words


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("alice@example.org", "alice@example.org"),
        ("alice@аррӏе.com", "alice@аррӏе.com (xn--80ak6aa92e.com)"),
        ("alice@xn--80ak6aa92e.com", "alice@аррӏе.com (xn--80ak6aa92e.com)"),
        ("alice@bücher.example", "alice@bücher.example (xn--bcher-kva.example)"),
        ("alice@xn--broken-.example", "alice@xn--broken-.example"),
    ],
)
def test_international_domains_are_shown_in_both_forms(address: str, shown: str) -> None:
    """The name and what the network knows it by."""
    assert address_words(address) == shown
