"""The report as a page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from mailmend.apps.fix import remedies_for
from mailmend.apps.render.blocks import Steps
from mailmend.apps.render.compose import compose
from mailmend.apps.render.html import page
from mailmend.report import Report
from tests.apps.build import blank_user_name, nothing_answers
from tests.apps.render.hostile import hostile_report

KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul", "ol"),
    *("li", "blockquote", "dl", "dt", "dd", "pre", "details", "summary"),
}


class Nodes(HTMLParser):
    """Collects what a browser would build."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the element and its attributes."""
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        """Remember the text."""
        self.text += data


def built(report: Report) -> Nodes:
    """The page of the report, parsed."""
    nodes = Nodes()
    nodes.feed(page(compose(report, remedies_for(report), verbose=True), "A report"))
    return nodes


def test_a_server_adds_no_element() -> None:
    """Whatever a server says is text."""
    nodes = built(hostile_report())

    assert nodes.tags <= KNOWN
    assert nodes.names <= {"lang", "charset", "http-equiv", "content", "name", "class"}
    assert "<script>alert(1)</script>" in nodes.text


def test_nothing_is_loaded_and_no_script_runs() -> None:
    """The policy forbids it, and there is nothing to load."""
    text = page(compose(blank_user_name(), ()), "A report")

    assert "default-src 'none'" in text
    assert "<script" not in text
    assert "http://" not in text
    assert "https://" not in text
    assert "url(" not in text


def test_control_and_direction_characters_are_shown_as_escapes() -> None:
    """No invisible character reaches the page."""
    text = page(compose(hostile_report(), ()), "x")

    assert not {"\x1b", "\x9b", "\x00", "\u202e", "\u2066", "\u200b"} & set(text)


@pytest.mark.parametrize(
    "part",
    [
        "alice@customer.test cannot send",
        "454 4.7.1 <bob@elsewhere.test>: Relay access denied",
        "User Name: type alice@customer.test",
        "relay ✗",
        "Reply to the customer",
        "cert-expired",
    ],
)
def test_the_page_has_what_the_terminal_has(part: str) -> None:
    """Answer, evidence, steps, way, the reply to paste and all verdicts stand on it."""
    assert part in built(blank_user_name()).text


def test_it_follows_light_and_dark_and_narrow_screens() -> None:
    """The page adapts by itself."""
    text = page(compose(nothing_answers(), ()), "x")

    assert "prefers-color-scheme: dark" in text
    assert "width=device-width" in text


def test_words_of_a_step_stand_outside_its_box() -> None:
    """What is to be copied is copied without them."""
    step = (
        "In master.cf, under submission:\n  -o smtpd_x=permit,reject\n"
        "and let nothing stand before it in main.cf."
    )
    shown = page((Steps("Do", (step,)),), "t")
    assert "<pre>  -o smtpd_x=permit,reject</pre><p>and let nothing" in shown


def test_lines_of_files_and_zones_stay_in_the_box() -> None:
    """A record ends with a full stop, and an Exim ACL with a colon."""
    lines = "example.test. 3600 IN MX 10 mail.example.test.\nacl_check_rcpt:\n  accept"
    shown = page((Steps("Do", (f"Make it:\n{lines}",)),), "t")
    assert f"<pre>{lines}</pre>" in shown
