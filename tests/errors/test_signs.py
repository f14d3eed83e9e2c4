"""Words that betray a server, a stage, a client: found in one pass, told apart by kind."""

import pytest

from mailmend.errors.client_words import client_of
from mailmend.errors.embedded import is_marked
from mailmend.errors.parts import stage_in
from mailmend.errors.servers import server_of
from mailmend.errors.signs import first, signs
from mailmend.errors.whose_log import server_of_line


def test_one_text_may_hold_signs_of_every_kind() -> None:
    """A text that quotes a server names its stage, its server and its client at once."""
    text = (
        'Cannot Send Mail. The server responded: "554 Relay access denied"'
        " (in reply to RCPT TO command) postfix/smtp[1]: timed out"
    )
    assert set(signs(text)) == {"client", "mark", "server", "stage", "log", "anchor", "mail"}
    assert (client_of(text), is_marked(text), server_of(text)) == ("ios-mail", True, "postfix")
    assert (stage_in(text), server_of_line(text)) == ("rcpt", "postfix")


@pytest.mark.parametrize("text", ["", "Guten Tag", "the server is fine", "\u0130stanbul"])
def test_a_text_without_signs(text: str) -> None:
    """Most words are signs of nothing."""
    assert not signs(text)


def test_case_counts_only_where_a_program_writes_it_so() -> None:
    """Names of stages come in any case; a log of Cyrus is not told by a shout of IMAP."""
    assert stage_in("IN REPLY TO RCPT TO COMMAND") == "rcpt"
    assert first("IMAP[9]: hello", "log") is None
    assert first("imap[9]: hello", "log") == "cyrus"


def test_positions_hold_behind_letters_that_change_length() -> None:
    """A capital letter whose small form is longer does not move what follows."""
    text = "\u0130\u0130 The server responded: 550 no"
    assert {text[end:] for _, _, end in signs(text)["mark"]} == {": 550 no"}


def test_the_leftmost_sign_counts() -> None:
    """Of two servers named, the one named first is meant."""
    assert server_of("Relay access denied by dovecot") == "postfix"
    assert server_of("dovecot: Relay access denied") == "dovecot"


def test_halves_of_surrogate_pairs_do_no_harm() -> None:
    """A text that is no Unicode is read like any other."""
    assert stage_in("\ud800 in reply to RCPT TO command \udfff") == "rcpt"
