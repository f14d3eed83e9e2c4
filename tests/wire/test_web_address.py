"""Which web addresses may be fetched at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.wire.web_address import parse, resolve


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://Auto.A.test/mail/x.xml?e=a%40b#frag", "https://auto.a.test/mail/x.xml?e=a%40b"),
        ("http://a.test", "http://a.test/"),
        ("http://a.test:443/x", "http://a.test:443/x"),
        ("https://bücher.test/ü", "https://xn--bcher-kva.test/%C3%BC"),
        ("https://192.0.2.1/x", "https://192.0.2.1/x"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
    ],
)
def test_addresses_are_taken_apart(url: str, shown: str) -> None:
    """Host in A-labels, fragment dropped, path quoted."""
    assert str(parse(url)) == shown


@pytest.mark.parametrize(
    "url",
    [
        "",
        "file:///etc/passwd",
        "gopher://a.test/x",
        "ftp://a.test/x",
        "data:text/xml,x",
        "javascript:alert(1)",
        "//a.test/x",
        "https://a.test:8080/",
        "https://a.test:22/",
        "https://a.test:0/",
        "https://a.test:99999/",
        "https://user:word@a.test/",
        "https://a.test@evil.test/",
        "https:///x",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://127.1/",
        "https://a.test/\r\nHost: evil",
        "https://a .test/",
        "https://a_.test\\@evil.test/",
        "https://" + "a" * 2000 + ".test/",
        "https://[::1",
    ],
)
def test_what_is_not_plainly_web_is_refused(url: str) -> None:
    """Other schemes and ports, user names, odd spellings of addresses, control characters."""
    with pytest.raises(ValueError, match=r"^(the address|only)"):
        parse(url)


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("/b", "https://a.test/b"),
        ("c.xml", "https://a.test/dir/c.xml"),
        ("//b.test/x", "https://b.test/x"),
        ("http://b.test/x", "http://b.test/x"),
    ],
)
def test_redirections_are_resolved(location: str, shown: str) -> None:
    """Relative and scheme-relative places follow the page they come from."""
    assert str(resolve(parse("https://a.test/dir/x"), location)) == shown


def test_a_mail_address_in_the_query_is_seen() -> None:
    """Plain and percent-encoded."""
    assert parse("https://a.test/?e=x@a.test").names_a_mailbox
    assert parse("https://a.test/?e=x%40a.test").names_a_mailbox
    assert not parse("https://a.test/x@y").names_a_mailbox


@given(st.text(max_size=200))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    """No text raises anything but ``ValueError``, and what is accepted goes on one line."""
    for url in (text, f"https://{text}", f"https://a.test/{text}"):
        try:
            found = parse(url)
        except ValueError:
            continue
        assert found.target.isascii()
        assert not set(found.target + found.authority) & set(" \r\n\0")


def test_another_port_is_fetched_where_it_was_agreed() -> None:
    """And then no other, by a redirection neither."""
    own = frozenset({8443})
    found = parse("https://id.test:8443/x", own)
    assert (found.port, found.authority) == (8443, "id.test:8443")
    assert resolve(found, "/y", own).port == 8443
    for url in ("https://id.test/x", "https://id.test:8444/x"):
        with pytest.raises(ValueError, match="only ports 8443 are fetched"):
            parse(url, own)
        with pytest.raises(ValueError, match="only ports 8443"):
            resolve(found, url, own)
