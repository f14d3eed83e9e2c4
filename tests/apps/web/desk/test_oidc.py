"""Signing in at an identity provider: a real one, small, over TLS on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.apps.cli import run
from mailmend.apps.web.config import Oidc
from mailmend.io.store.desk.users import add_user, set_disabled, user_named
from mailmend.secret import Secret
from tests.apps.web.desk.identity_provider import (
    CLIENT,
    HOST,
    PORT,
    SECRET,
    IdentityProvider,
    providing,
)
from tests.apps.web.desk.place import Answer, Browser, Place, running
from tests.wire.signing import ec_signer, rsa_signer

KIM: dict[str, Any] = {"email": "kim@brand.test", "email_verified": True}


@dataclass(frozen=True, slots=True)
class Both:
    """The application and the provider that it knows."""

    place: Place
    provider: IdentityProvider

    def start(self, browser: Browser, after: str = "") -> str:
        """The address at the provider to which the browser is sent."""
        answer = browser.get(f"/desk/oidc/start?{urlencode({'next': after})}")
        assert answer.status == 303
        assert answer.location.startswith(f"{self.provider.issuer}/authorize?")
        return answer.location

    def sign_in(self, browser: Browser, claims: dict[str, Any], after: str = "") -> Answer:
        """The whole way."""
        self.provider.claims = claims
        back = self.provider.consent(self.start(browser, after))
        return browser.get(f"/desk/oidc/callback?{urlencode(back)}")


@pytest.fixture
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Fresh ones."""
    with at_port(tmp_path_factory.mktemp("oidc"), PORT) as found:
        yield found


@contextmanager
def at_port(folder: Path, port: int) -> Iterator[Both]:
    """Both, the provider on that port."""
    with providing(folder, port) as provider:
        oidc = Oidc(provider.issuer, CLIENT, Secret(SECRET), "Brand <ID>")
        authorities = (str(provider.authority),)
        with running(folder, oidc=oidc, resolver=provider.resolver, ca_files=authorities) as place:
            place.store(_kim)
            yield Both(place, provider)


async def _kim(session: AsyncSession) -> None:
    await add_user(session, "kim@brand.test", "one", "engineer", datetime.now(UTC))


def test_who_the_provider_knows_and_the_desk_too_is_signed_in(both: Both) -> None:
    """To the page that was asked for; later by the subject alone, whatever the address is then."""
    browser = both.place.browser()
    assert "Sign in with Brand &lt;ID&gt;" in browser.get("/desk/sign-in").text
    answer = both.sign_in(browser, KIM, "/desk/incidents")
    assert (answer.status, answer.location) == (303, "/desk/incidents")
    assert "kim@brand.test" in browser.get("/desk/account").text
    again = both.place.browser()
    assert both.sign_in(again, {**KIM, "email": "new@brand.test"}).status == 303
    assert "kim@brand.test" in again.get("/desk/account").text


def test_the_provider_may_have_a_port_of_its_own(tmp_path: Path) -> None:
    """As the operator names it, and on no other."""
    with at_port(tmp_path, 0) as both:
        assert both.provider.issuer != f"https://{HOST}"
        browser = both.place.browser()
        assert both.sign_in(browser, KIM).status == 303
        assert "kim@brand.test" in browser.get("/desk/account").text


def test_the_request_has_what_protects_it(both: Both) -> None:
    """The code flow with PKCE, a state and a nonce, new each time; no secret in the address."""
    asked = [parse_qs(urlsplit(both.start(both.place.browser())).query) for _ in range(2)]
    assert asked[0]["response_type"] == ["code"]
    assert asked[0]["code_challenge_method"] == ["S256"]
    assert asked[0]["scope"] == ["openid email"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
    assert SECRET not in str(asked)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "kim@brand.test"},
        {"email": "kim@brand.test", "email_verified": False},
        {"email": "zoe@brand.test", "email_verified": True},
        {**KIM, "aud": "another"},
        {**KIM, "iss": "https://evil.test"},
        {**KIM, "nonce": "another"},
        {**KIM, "exp": 1},
    ],
)
def test_who_is_not_proven_to_be_of_the_desk_is_not_let_in(
    both: Both, claims: dict[str, Any]
) -> None:
    """An address that is not verified, one of nobody, a token for something else."""
    browser = both.place.browser()
    assert both.sign_in(browser, claims).status == 403
    assert browser.get("/desk/cases").status == 303


def test_a_token_that_somebody_else_signed_is_refused(both: Both) -> None:
    """Even with the name of the provider's key."""
    browser = both.place.browser()
    both.provider.claims = dict(KIM)
    back = both.provider.consent(both.start(browser))
    assert both.sign_in(both.place.browser(), KIM).status == 303
    both.provider.signer = rsa_signer("evil")
    object.__setattr__(both.provider.signer, "kid", "p1")
    assert browser.get(f"/desk/oidc/callback?{urlencode(back)}").status == 403


def test_a_link_to_the_callback_signs_nobody_in(both: Both) -> None:
    """The state is for one browser and for one time; a code of another is worth nothing."""
    mine, victim = both.place.browser(), both.place.browser()
    victim.get("/desk/sign-in")
    both.provider.claims = dict(KIM)
    back = both.provider.consent(both.start(mine))
    address = f"/desk/oidc/callback?{urlencode(back)}"
    assert victim.get(address).status == 403
    assert victim.get("/desk/cases").status == 303
    assert mine.get(address).status == 403
    for odd in ("", "?state=x&code=y", "?state=%00&code=%00", f"?code={'x' * 5000}"):
        assert mine.get(f"/desk/oidc/callback{odd}").status == 403


def test_an_answer_of_another_issuer_is_refused(both: Both) -> None:
    """RFC 9207: the browser was sent back by somebody else."""
    browser = both.place.browser()
    both.provider.claims = dict(KIM)
    back = {**both.provider.consent(both.start(browser)), "iss": "https://evil.test"}
    assert browser.get(f"/desk/oidc/callback?{urlencode(back)}").status == 403


def test_who_is_shut_out_stays_out(both: Both) -> None:
    """Whatever the provider says."""
    assert both.sign_in(both.place.browser(), KIM).status == 303

    async def shut_out(session: AsyncSession) -> None:
        user = await user_named(session, "kim@brand.test")
        assert user is not None
        await set_disabled(session, user.id, datetime.now(UTC))

    both.place.store(shut_out)
    assert both.sign_in(both.place.browser(), KIM).status == 403


def test_what_the_provider_publishes_is_fetched_once(both: Both) -> None:
    """A new key is fetched when a token needs it, but not for every invented one."""
    for _ in range(2):
        assert both.sign_in(both.place.browser(), KIM).status == 303
    assert both.provider.fetched.count("/keys") == 1
    assert both.provider.fetched.count("/.well-known/openid-configuration") == 1
    both.provider.signer = ec_signer("p2")
    assert both.sign_in(both.place.browser(), KIM).status == 403
    assert both.provider.fetched.count("/keys") == 1


@pytest.mark.parametrize(
    "configuration",
    [
        {"issuer": "https://evil.test"},
        {"token_endpoint": "http://id.provider.test/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_configuration_that_is_not_its_own_is_refused(
    both: Both, configuration: dict[str, object]
) -> None:
    """Nobody is sent there."""
    both.provider.configuration = configuration
    assert both.place.browser().get("/desk/oidc/start").status == 403


def test_a_desk_without_a_provider_has_no_such_page(place: Place) -> None:
    """Nor a button."""
    browser = place.browser()
    assert browser.get("/desk/oidc/start").status == 404
    assert browser.get("/desk/oidc/callback?state=x&code=y").status == 404
    assert "Sign in with" not in browser.get("/desk/sign-in").text


@pytest.mark.parametrize(
    "options",
    [
        ["--oidc-issuer", "https://id.test"],
        ["--oidc-client-id", "x"],
        ["--oidc-issuer", "http://id.test", "--oidc-client-id", "x"],
        [
            *("--oidc-issuer", "https://id.test", "--oidc-client-id", "x"),
            *("--oidc-client-secret-file", "/does/not/exist"),
        ],
    ],
)
def test_options_that_do_not_go_together_are_refused(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, before anything is served."""
    assert run(["serve", *options]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
