"""What to do with the mailbox account or its password, for owner and administrator alike."""

from __future__ import annotations

from mailmend.change import AccountAction, AccountVerb
from mailmend.remedies._device import details, ios_accounts, platform
from mailmend.remedy import Draft, Situation, remedy
from mailmend.text import Text, phrase


@remedy(audience="owner")
def account_steps(situation: Situation) -> Draft | None:
    """One passage an account action."""
    actions = [change for change in situation.changes if isinstance(change, AccountAction)]
    steps = [step for action in actions for step in _steps(action, situation)]
    if not steps:
        return None
    return Draft(phrase("With the mailbox account"), tuple(steps))


def _steps(action: AccountAction, situation: Situation) -> tuple[str, ...]:
    host = (situation.outgoing or situation.case.outgoing).host or phrase("the outgoing server")
    values = {"address": action.address, "where": _where(situation), "host": host}
    filled = tuple(step.fill(**values) for step in ACTIONS[action.action])
    return (*filled, *details(action.detail))


def _where(situation: Situation) -> Text:
    match platform(situation.case.device):
        case "ios" | "unknown":
            return phrase(
                "{accounts} > {address} > Account > SMTP > Primary Server",
                accounts=ios_accounts(situation.case.device.version),
                address=situation.case.address,
            )
        case "macos":
            return phrase("Mail > Settings > Accounts > Server Settings > Outgoing Mail Account")
        case "thunderbird":
            return phrase(
                "Thunderbird's Settings > Privacy & Security > Saved Passwords (smtp:// entry)"
            )
        case "outlook":
            return phrase("Outlook's File > Account Settings > Server Settings > Outgoing mail")
    return phrase("the mail program's outgoing server settings")


ACTIONS: dict[AccountVerb, tuple[Text, ...]] = {
    "enter-current-password": (
        phrase(
            "Open {where} and type the current password of {address} there, even if dots are shown "
            "already: the outgoing server has a stored password of its own."
        ),
        phrase("Save, then open the Outbox and send the message again."),
    ),
    "reset-password": (
        phrase(
            "Set a new password for {address} in the provider's webmail or control panel. Plain "
            "letters and digits avoid trouble with special characters."
        ),
        phrase(
            "Check that webmail accepts it, then type it on the device twice: once for receiving "
            "and once at {where}."
        ),
    ),
    "use-app-password": (
        phrase(
            "Sign in to the account {address} on the provider's site, open its security settings "
            "and create an app password (a separate password for mail programs)."
        ),
        phrase(
            "Type the app password, not the normal one, at {where} and for the incoming server."
        ),
    ),
    "sign-in-again": (
        phrase(
            "Open the account {address} in the device's account settings, choose to sign in or "
            "enter the password again, and finish the sign-in page."
        ),
        phrase(
            "If it is not offered, delete the account and add it again with the provider's button."
        ),
    ),
    "use-oauth": (
        phrase(
            "The provider no longer takes passwords from mail programs for {address}. Delete the "
            "account on the device and add it again with the provider's own button (Google, "
            "Microsoft Exchange or Outlook.com, Yahoo), which signs in through a web page."
        ),
        phrase("If the device is too old for that, use the provider's own app or webmail."),
    ),
    "enable-smtp-authentication": (
        phrase(
            "Allow sending by SMTP login for the mailbox {address} in the provider's control panel."
        ),
        phrase(
            "Microsoft 365 administrator: Set-CASMailbox -Identity {address} "
            "-SmtpClientAuthenticationDisabled $false; security defaults and authentication "
            "policies must allow it too."
        ),
    ),
    "unlock": (
        phrase(
            "Find the device that still tries the old password for {address} and correct it first, "
            "or the account locks again."
        ),
        phrase(
            "Then unlock the account (cPanel: WHM > cPHulk Brute Force Protection; Windows: the "
            "account's lockout; others: the provider), or wait until the lock ends."
        ),
    ),
    "unsuspend": (
        phrase(
            "Ask the provider why {address} is suspended (an unpaid bill, abuse) and have the "
            "suspension lifted. After abuse, change the password first."
        ),
    ),
    "recreate": (
        phrase(
            "The mailbox {address} does not exist on the server. Create it again in the control "
            "panel, set a password, and type it on the device."
        ),
    ),
    "use-new-login": (
        phrase(
            "The login of {address} has changed. Type the new user name and password at {where} "
            "and for the incoming server."
        ),
    ),
    "use-service-credentials": (
        phrase(
            "{host} does not know the mailbox password: it has credentials of its own. Take its "
            "SMTP user name and password from that service's control panel and type them at "
            "{where}."
        ),
    ),
    "approve-sign-in": (
        phrase(
            "The provider's sign-in policy blocks this login of {address}. Look for a message "
            "about a blocked sign-in and approve it, or sign in once in the browser on the same "
            "network."
        ),
        phrase(
            "Administrator: allow the sign-in in the access policy (Conditional Access, permitted "
            "networks; Dovecot: the allow_nets field of the account)."
        ),
    ),
    "free-mailbox-space": (
        phrase(
            "The mailbox {address} is full. Delete large messages and empty Trash and Junk in "
            "webmail, or have the quota raised; then send again."
        ),
    ),
    "wait-or-raise-sending-limit": (
        phrase(
            "{address} has reached its sending limit. Wait until the period ends, or ask the "
            "provider to raise it."
        ),
        phrase("If you did not send that much, somebody else did: change the password first."),
    ),
}
