"""SMTP's grammar: replies, EHLO keywords and commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.facts import Reply
from mailmend.wire import smtp


def reply(*lines: bytes) -> Reply:
    """The reply that the lines are."""
    return smtp.parse_reply(lines)


def test_the_enhanced_code_stands_directly_after_the_code() -> None:
    """RFC 2034: nowhere else."""
    assert reply(b"554 5.7.1 <b@x.test>: Relay access denied") == Reply(
        554, "<b@x.test>: Relay access denied", "5.7.1"
    )
    assert reply(b"550 relay not permitted (5.7.1)").enhanced is None
    assert reply(b"250 2.1.0").enhanced == "2.1.0"


@pytest.mark.parametrize(
    "line",
    [b"220 4.96.1.2 Exim", b"250 5.7.1x", b"550 6.1.1 no", b"550 5.1234.1 no", b"550 5.7 no"],
)
def test_what_only_looks_like_an_enhanced_code_is_text(line: bytes) -> None:
    """Version numbers and broken codes stay in the text."""
    found = reply(line)
    assert found.enhanced is None
    assert found.text == line[4:].decode()


def test_the_lines_of_a_reply_are_joined_and_a_repeated_code_is_dropped() -> None:
    """As Gmail writes it."""
    found = reply(
        b"535-5.7.8 Username and Password not accepted. For more information, go to",
        b"535 5.7.8  https://support.example/ q - gsmtp",
    )
    assert found.code == 535
    assert found.enhanced == "5.7.8"
    assert found.text == (
        "Username and Password not accepted. For more information, go to "
        "https://support.example/ q - gsmtp"
    )


def test_a_code_alone_is_a_reply() -> None:
    """Text is optional (RFC 5321 section 4.2)."""
    assert reply(b"250") == Reply(250, "")
    assert reply(b"250 ") == Reply(250, "")
    assert reply(b"250-", b"250 x").text == "x"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"OK",
        b"25 ok",
        b"1250 ok",
        b"199 ok",
        b"600 ok",
        b"250ok",
        b"250\tok",
        b"* OK IMAP",
        b"+OK pop",
        b"220 a\0b",
        b"220 a\rb",
        "२५० ok".encode(),
        "²⁵⁰ ok".encode(),
    ],
)
def test_what_is_no_reply_line_is_malformed(line: bytes) -> None:
    """Including digits that are digits elsewhere."""
    with pytest.raises(smtp.Malformed):
        reply(line)


def test_mixed_codes_are_malformed() -> None:
    """All lines of one reply carry one code."""
    with pytest.raises(smtp.Malformed):
        reply(b"250-a", b"251 b")


def test_lines_beyond_the_reply_or_short_of_it_are_malformed() -> None:
    """Exactly one reply."""
    with pytest.raises(smtp.Malformed):
        reply(b"250 a", b"250 b")
    with pytest.raises(smtp.Malformed):
        reply(b"250-a")


@pytest.mark.parametrize(
    "lines",
    [
        [b"220 " + b"x" * 8190],
        [b"220-x"] * 256 + [b"220 x"],
        [b"220-" + b"x" * 1000] * 70,
    ],
)
def test_a_reply_without_end_is_cut(lines: list[bytes]) -> None:
    """8 KiB a line, 256 lines, 64 KiB."""
    with pytest.raises(smtp.Malformed) as caught:
        smtp.parse_reply(lines)
    assert caught.value.why == "too-long"


def test_text_that_is_not_utf8_is_read_as_latin1() -> None:
    """Old servers in Europe write so; it is still a reply."""
    assert reply("550 Empfänger unbekannt".encode("latin-1")).text == "Empfänger unbekannt"
    assert reply("550 Empfänger unbekannt".encode()).text == "Empfänger unbekannt"


@given(st.binary(max_size=300))
def test_no_line_raises_anything_but_malformed(line: bytes) -> None:
    """Whatever a server says."""
    reader = smtp.ReplyReader()
    try:
        found = reader.feed(line)
    except smtp.Malformed:
        return
    assert found is None or 200 <= found.code <= 599


def test_the_code_at_the_end_is_qmails() -> None:
    """``(#5.7.1)`` is not an enhanced status code of the protocol, but it says the same."""
    text = "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"
    assert reply(b"553 " + text.encode()).enhanced is None
    assert smtp.trailing_enhanced(text) == "5.7.1"
    assert smtp.trailing_enhanced("see (#5.7.1) above") is None
    assert smtp.trailing_enhanced("plain") is None


def test_keywords_leave_out_the_greeting_and_are_upper_case() -> None:
    """Parameters keep their case."""
    lines = ["mail.x.test at your service", "pipelining", "Size 100", "auth PLAIN xOauth2"]
    assert smtp.keywords(lines) == ("PIPELINING", "SIZE 100", "AUTH PLAIN xOauth2")


def test_the_old_form_of_auth_is_kept() -> None:
    """``AUTH=LOGIN`` is another keyword, and old clients read it."""
    assert smtp.keywords(["x", "auth=LOGIN plain"]) == ("AUTH=LOGIN plain",)


def test_keywords_are_bounded() -> None:
    """A hundred lines of a thousand characters."""
    found = smtp.keywords(["x", *(f"K{n} " + "y" * 5000 for n in range(1000))])
    assert len(found) == 100
    assert max(map(len, found)) <= 1000


def test_a_keyword_is_a_whole_word() -> None:
    """XSTARTTLS and STARTTLSX are others."""
    assert smtp.has_keyword(("STARTTLS",), "STARTTLS")
    assert not smtp.has_keyword(("XSTARTTLS", "STARTTLSX"), "STARTTLS")
    assert not smtp.has_keyword(None, "STARTTLS")


@pytest.mark.parametrize(
    ("parameter", "limit"),
    [
        ("10240000", 10240000),
        ("0", None),
        ("", None),
        (None, None),
        ("1" + "0" * 40, None),
        ("-5", None),
        ("ten", None),
        ("١٢", None),
    ],
)
def test_the_size_limit_is_a_bounded_number(parameter: str | None, limit: int | None) -> None:
    """RFC 1870: 0 or nothing means no fixed limit."""
    assert smtp.size_limit(parameter) == limit


@pytest.mark.parametrize("evil", ["a\r\nDATA", "a\nb", "a\0b", "a\x85b", "a\u2028b", "\udc80"])
def test_no_value_can_end_a_command(evil: str) -> None:
    """CR, LF, NUL and every other control character are refused."""
    with pytest.raises(smtp.Unsafe):
        smtp.command("EHLO", evil)
    with pytest.raises(smtp.Unsafe):
        smtp.mail_from(f"{evil}@customer.test", utf8=True)
    with pytest.raises(smtp.Unsafe):
        smtp.rcpt_to(f"{evil}@customer.test", utf8=True)


@given(st.text(max_size=60), st.booleans())
def test_a_command_is_one_line_whatever_the_address(address: str, utf8: bool) -> None:
    """One CR LF, at the end, and one pair of angle brackets."""
    try:
        line = smtp.rcpt_to(address, utf8=utf8)
    except smtp.Unsafe:
        return
    assert line.endswith(b">\r\n")
    assert line.count(b"\n") == line.count(b"\r") == line.count(b"<") == line.count(b">") == 1


def test_an_international_domain_goes_out_in_ascii() -> None:
    """Without SMTPUTF8 the domain becomes its A-label; the local part cannot."""
    assert smtp.mail_from("info@bücher.test") == b"MAIL FROM:<info@xn--bcher-kva.test>\r\n"
    with pytest.raises(smtp.Unsafe):
        smtp.mail_from("jürgen@bücher.test")
    expected = "MAIL FROM:<jürgen@bücher.test> SMTPUTF8\r\n".encode()
    assert smtp.mail_from("jürgen@bücher.test", utf8=True) == expected
    assert smtp.needs_smtputf8("jürgen@customer.test")
    assert not smtp.needs_smtputf8("info@bücher.test")


def test_the_empty_sender_is_the_null_path() -> None:
    """As in a delivery report (RFC 5321 section 4.5.5)."""
    assert smtp.mail_from("") == b"MAIL FROM:<>\r\n"
