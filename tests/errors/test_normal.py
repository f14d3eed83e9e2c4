"""Texts reduced to words: what is dropped, what becomes uniform, what is kept."""

import pytest

from mailmend.errors.normal import MAX_TEXT, phrase, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("User  UNKNOWN.", "user unknown"),
        ("550-5.7.1 not permitted\n550 5.7.1 to relay", "not permitted to relay"),
        ("<anna@b.test>... User unknown", "xaddr user unknown"),
        ("host mx.b.test[192.0.2.1] said", "host xhost xip said"),
        ("from [2001:db8::25] denied", "from xip denied"),
        ("isn't in my list", "isnt in my list"),
        ("l'authentification", "l authentification"),
        ("Délai dépassé", "delai depasse"),
        ("see https://x.test/?p=NoSuchUser now", "see xurl nosuchuser now"),
        ("http://www.spamhaus.org/query?ip=1", "xurl xblocklist xiplink"),
        ("blocked using zen.spamhaus.org", "blocked using xhost xblocklist"),
        ("RESOLVER.ADR.RecipNotFound", "resolver adr recipnotfound"),
        ("limit of 500 messages", "limit of messages"),
    ],
)
def test_words(text: str, expected: str) -> None:
    """Codes go, names of machines and people become uniform, accents and case do not count."""
    assert words(text).split() == expected.split()


def test_words_stand_between_two_spaces() -> None:
    """Two neighbouring phrases do not share the space between them."""
    assert words("user unknown") == " user  unknown "


def test_open_ends_of_a_phrase() -> None:
    """A star leaves an end of a phrase open; without one it ends at a word."""
    assert phrase("Relay access*") == " relay  access"
    assert phrase("*passwort") == "passwort "
    assert phrase("user unknown") in words("the User unknown here")
    assert phrase("user unknown") not in words("superuser unknowns")


def test_length_is_bounded() -> None:
    """Only the beginning of a long text is looked at."""
    assert "end" not in words("a " * MAX_TEXT + "end")
