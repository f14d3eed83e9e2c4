"""Documents from strangers: what is read, and what is refused before it can do harm."""

from __future__ import annotations

import time

import pytest

from mailmend.wire.safe_xml import MAX_BYTES, XmlRefused, parse_xml

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(
        b'<!ENTITY lol%d "%s">' % (level, b"&lol%d;" % (level - 1) * 10 if level > 1 else b"&lol;")
        for level in range(1, 10)
    )
    + b"]><clientConfig>&lol9;</clientConfig>"
)


def refusal(data: bytes) -> str:
    """Why ``data`` is refused."""
    with pytest.raises(XmlRefused) as caught:
        parse_xml(data)
    return str(caught.value)


def test_names_lose_their_namespace_and_text_its_blanks() -> None:
    """Clients compare local names; blanks around values are layout."""
    root = parse_xml(b'<a xmlns="urn:x"><B k="v">\n text </B><!-- c --><b/><?pi x?></a>')
    assert root.name == "a"
    assert [child.name for child in root.children] == ["B", "b"]
    assert root.value("b") == "text"
    assert root.all("B")[0].attributes == {"k": "v"}


def test_a_blank_or_absent_child_has_no_value() -> None:
    """An empty element says nothing."""
    root = parse_xml(b"<a><b> </b></a>")
    assert root.value("b") is None
    assert root.value("c") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_usual_encodings_are_read(encoding: str) -> None:
    """The declared encoding, or the byte order mark, decides."""
    named = "utf-8" if encoding == "utf-8-sig" else encoding
    data = f'<?xml version="1.0" encoding="{named}"?><a>é</a>'.encode(encoding)
    assert parse_xml(data).text == "é"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    """Entities cannot be smuggled in by a wider encoding."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a SYSTEM "http://x.test/"><a/>'
    assert "document type" in refusal(text.encode(encoding))


def test_billion_laughs_are_refused_at_once() -> None:
    """The document is not expanded, not even begun."""
    start = time.process_time()
    assert "document type" in refusal(LAUGHS)
    assert time.process_time() - start < 2


def test_an_external_entity_reads_no_file() -> None:
    """XXE ends at the document type."""
    data = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "document type" in refusal(data)


def test_an_undefined_entity_is_an_error() -> None:
    """Without a document type only the five entities of XML exist."""
    assert "not well-formed" in refusal(b"<a>&x;</a>")
    assert parse_xml(b"<a>&amp;&lt;</a>").text == "&<"


@pytest.mark.parametrize("data", [b"<a>+AGE-</a>", "<a>x</a>".encode("utf-32")])
def test_odd_encodings_are_refused(data: bytes) -> None:
    """UTF-7 can hide markup; what is not on the list is not read."""
    declared = b'<?xml version="1.0" encoding="utf-7"?>' + data
    assert "is not read" in refusal(declared) or "encoding" in refusal(declared)


def test_a_web_page_is_named() -> None:
    """Many hosts answer every address with their home page."""
    assert refusal(b"<!DOCTYPE html>\n<html><body>Hello</body></html>") == "it is a web page"
    assert refusal(b"\n<HTML><body>") == "it is a web page"


@pytest.mark.parametrize("depth", [33, 200, 100_000])
def test_deep_nesting_is_refused_without_recursion(depth: int) -> None:
    """Depth is bounded by us at 32, and by the parser long before memory."""
    inner = b"<a>" * min(depth, MAX_BYTES // 8)
    data = inner + b"</a>" * min(depth, MAX_BYTES // 8)
    assert refusal(data)


def test_depth_32_is_read() -> None:
    """The bound itself is inside."""
    assert parse_xml(b"<a>" * 32 + b"</a>" * 32).name == "a"


def test_more_than_256_kib_are_refused() -> None:
    """Size is checked before anything else."""
    assert "larger" in refusal(b"<a>" + b"x" * MAX_BYTES + b"</a>")


def test_thirty_thousand_attributes_are_refused_at_once() -> None:
    """Comparing so many names costs a second; no honest tag is longer than 8 KiB."""
    data = b"<a " + b" ".join(b'b%d=""' % n for n in range(20_000)) + b"/>"
    start = time.process_time()
    assert "tag" in refusal(data)
    assert time.process_time() - start < 2


def test_a_long_text_or_comment_is_no_long_tag() -> None:
    """Only tags are bounded so."""
    data = b"<a><!-- " + b"x" * 9000 + b" --><b>" + b"y" * 9000 + b"</b></a>"
    assert parse_xml(data).value("b") == "y" * 9000


@pytest.mark.parametrize(
    "data", [b"", b"not xml", b"<a>", b"\xff\xfe<", b"<a>\x00</a>", b"<a>\x1b</a>"]
)
def test_garbage_is_refused_in_words(data: bytes) -> None:
    """No other exception leaves the reader, and the message is one printable line."""
    said = refusal(data)
    assert said.isprintable()
