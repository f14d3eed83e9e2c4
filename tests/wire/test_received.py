"""The way of a message, from header fields as servers write them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mailmend.case import printable
from mailmend.wire.received import Hop, way

DELIVERED = b"""Return-Path: <alice@customer.test>
Received: from mail.hosting.test (mail.hosting.test [198.51.100.10])
\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
\tby mx.elsewhere.test (Postfix) with ESMTPS id 4X
\tfor <bob@elsewhere.test>; Fri, 20 Nov 2026 10:00:01 +0000 (UTC)
Authentication-Results: mx.elsewhere.test; spf=pass smtp.mailfrom=customer.test;
\tdkim=fail header.d=customer.test
Received: from smtpclient.apple (unknown [203.0.113.10])
\tby mail.hosting.test (Postfix) with ESMTPSA id 3Y; Fri, 20 Nov 2026 10:00:00 +0000 (UTC)
Subject: x

"""


def test_hops_come_in_the_order_of_the_way() -> None:
    """The first server first, with protocol and TLS where they were noted."""
    found = way(DELIVERED)
    assert found.hops == (
        Hop("mail.hosting.test", "smtpclient.apple", "ESMTPSA"),
        Hop("mx.elsewhere.test", "mail.hosting.test", "ESMTPS", "TLSv1.3"),
    )
    assert found.checks == (("spf", "pass"), ("dkim", "fail"))


def test_no_headers_no_way() -> None:
    """Nothing is made up."""
    assert way(b"").hops == ()
    assert way(b"Received: nonsense\r\n\r\n").hops == ()


@given(st.binary(max_size=500))
def test_hostile_headers_are_bounded_and_printable(data: bytes) -> None:
    """Whatever it is, the words that come out print as themselves."""
    found = way(b"Received: from a by " + data.replace(b"\n", b"") + b"\r\n\r\n")
    assert all(printable(hop.by) == hop.by and len(hop.by) <= 300 for hop in found.hops)
