"""What to do with the mailbox account or its password, for owner and administrator alike."""

from __future__ import annotations

from mailmend.change import AccountAction, AccountVerb
from mailmend.remedies._device import ios_accounts, platform
from mailmend.remedy import Draft, Situation, remedy


@remedy(audience="owner")
def account_steps(situation: Situation) -> Draft | None:
    """One passage an account action."""
    actions = [change for change in situation.changes if isinstance(change, AccountAction)]
    steps = [step for action in actions for step in _steps(action, situation)]
    if not steps:
        return None
    return Draft("With the mailbox account", tuple(steps))


def _steps(action: AccountAction, situation: Situation) -> tuple[str, ...]:
    host = (situation.outgoing or situation.case.outgoing).host or "the outgoing server"
    filled = tuple(
        step.replace("[[address]]", action.address)
        .replace("[[where]]", _where(situation))
        .replace("[[host]]", host)
        for step in ACTIONS[action.action]
    )
    detail = (f"Details: {action.detail}",) if action.detail else ()
    return (*filled, *detail)


def _where(situation: Situation) -> str:
    match platform(situation.case.device):
        case "ios" | "unknown":
            accounts = ios_accounts(situation.case.device.version)
            return f"{accounts} > {situation.case.address} > Account > SMTP > Primary Server"
        case "macos":
            return "Mail > Settings > Accounts > Server Settings > Outgoing Mail Account"
        case "thunderbird":
            return "Thunderbird's Settings > Privacy & Security > Saved Passwords (smtp:// entry)"
        case "outlook":
            return "Outlook's File > Account Settings > Server Settings > Outgoing mail"
    return "the mail program's outgoing server settings"


ACTIONS: dict[AccountVerb, tuple[str, ...]] = {
    "enter-current-password": (
        (
            "Open [[where]] and type the current password of [[address]] there, even if dots are "
            "shown already: the outgoing server has a stored password of its own."
        ),
        "Save, then open the Outbox and send the message again.",
    ),
    "reset-password": (
        (
            "Set a new password for [[address]] in the provider's webmail or control panel. Plain "
            "letters and digits avoid trouble with special characters."
        ),
        (
            "Check that webmail accepts it, then type it on the device twice: once for receiving "
            "and once at [[where]]."
        ),
    ),
    "use-app-password": (
        (
            "Sign in to the account [[address]] on the provider's site, open its security settings "
            "and create an app password (a separate password for mail programs)."
        ),
        "Type the app password, not the normal one, at [[where]] and for the incoming server.",
    ),
    "sign-in-again": (
        (
            "Open the account [[address]] in the device's account settings, choose to sign in or "
            "enter the password again, and finish the sign-in page."
        ),
        "If it is not offered, delete the account and add it again with the provider's button.",
    ),
    "use-oauth": (
        (
            "The provider no longer takes passwords from mail programs for [[address]]. Delete the "
            "account on the device and add it again with the provider's own button (Google, "
            "Microsoft Exchange or Outlook.com, Yahoo), which signs in through a web page."
        ),
        "If the device is too old for that, use the provider's own app or webmail.",
    ),
    "enable-smtp-authentication": (
        "Allow sending by SMTP login for the mailbox [[address]] in the provider's control panel.",
        (
            "Microsoft 365 administrator: Set-CASMailbox -Identity [[address]] "
            "-SmtpClientAuthenticationDisabled $false; security defaults and authentication "
            "policies must allow it too."
        ),
    ),
    "unlock": (
        (
            "Find the device that still tries the old password for [[address]] and correct it "
            "first, or the account locks again."
        ),
        (
            "Then unlock the account (cPanel: WHM > cPHulk Brute Force Protection; Windows: the "
            "account's lockout; others: the provider), or wait until the lock ends."
        ),
    ),
    "unsuspend": (
        (
            "Ask the provider why [[address]] is suspended (an unpaid bill, abuse) and have the "
            "suspension lifted. After abuse, change the password first."
        ),
    ),
    "recreate": (
        (
            "The mailbox [[address]] does not exist on the server. Create it again in the control "
            "panel, set a password, and type it on the device."
        ),
    ),
    "use-new-login": (
        (
            "The login of [[address]] has changed. Type the new user name and password at "
            "[[where]] and for the incoming server."
        ),
    ),
    "use-service-credentials": (
        (
            "[[host]] does not know the mailbox password: it has credentials of its own. Take its "
            "SMTP user name and password from that service's control panel and type them at "
            "[[where]]."
        ),
    ),
    "approve-sign-in": (
        (
            "The provider's sign-in policy blocks this login of [[address]]. Look for a message "
            "about a blocked sign-in and approve it, or sign in once in the browser on the same "
            "network."
        ),
        (
            "Administrator: allow the sign-in in the access policy (Conditional Access, permitted "
            "networks; Dovecot: the allow_nets field of the account)."
        ),
    ),
    "free-mailbox-space": (
        (
            "The mailbox [[address]] is full. Delete large messages and empty Trash and Junk in "
            "webmail, or have the quota raised; then send again."
        ),
    ),
    "wait-or-raise-sending-limit": (
        (
            "[[address]] has reached its sending limit. Wait until the period ends, or ask the "
            "provider to raise it."
        ),
        "If you did not send that much, somebody else did: change the password first.",
    ),
}
