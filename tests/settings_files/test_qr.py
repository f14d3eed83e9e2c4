"""The QR code, read by another library."""

from __future__ import annotations

import pytest
import zxingcpp
from lxml import etree

from mailmend.case import InputError
from mailmend.settings_files.qr import checked_link, qr_svg, qr_text

LINK = "https://autoconfig.hosting.test/profile/alice%40customer.test.mobileconfig"


def pixels(text: str, scale: int = 4) -> bytearray:
    """The code of the terminal as grey pixels, and nothing else; width from the first line."""
    light = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    found = bytearray()
    for line in text.splitlines():
        for half in (0, 1):
            row = b"".join(bytes([light[block][half]]) * scale for block in line)
            found += row * scale
    return found


def test_a_reader_finds_the_link_in_the_terminal_code() -> None:
    """What a camera sees on a dark terminal."""
    text = qr_text(LINK)
    width = len(text.splitlines()[0]) * 4
    data = pixels(text)
    image = memoryview(data).cast("B", (len(data) // width, width))
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [LINK]


def test_the_svg_is_an_image_without_anything_active() -> None:
    """Well-formed, no script, no link to elsewhere."""
    root = etree.fromstring(qr_svg(LINK))
    names = {etree.QName(element).localname for element in root.iter()}
    assert names <= {"svg", "path", "title"}


@pytest.mark.parametrize(
    "link",
    [
        "http://a.test/x",
        "javascript:alert(1)",
        "https://u:p@a.test/",
        "https://a.test/\n",
        "https:///x",
    ],
)
def test_only_plain_https_links(link: str) -> None:
    """A profile is not fetched in clear, and a link carries no password."""
    with pytest.raises(InputError):
        checked_link(link)
