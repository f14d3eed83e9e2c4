"""What to do next about a text that was read: one sentence."""

from collections.abc import Sequence

from mailmend.errors.reading import Reading

_DIAGNOSE = "Run `mailmend diagnose ADDRESS --settings FILE` with the settings of the device"

_NEXT: dict[str, str] = {
    "relay-denied": f"{_DIAGNOSE}: it tries the same recipient with and without logging in.",
    "auth-required": f"{_DIAGNOSE}: it shows whether logging in makes the refusal go away.",
    "auth-failed": f"{_DIAGNOSE} and `--ask-password`: it tries the same login on both servers.",
    "auth-unavailable": "Run `mailmend settings ADDRESS`: it lists where logging in is offered.",
    "tls-required": "Run `mailmend settings ADDRESS`: it lists ports and security that work.",
    "tls-error": f"{_DIAGNOSE}: it examines the certificate and the handshake of that port.",
    "helo-rejected": f"{_DIAGNOSE}: it repeats the greeting the device uses.",
    "ptr-missing": "Run `mailmend server check TARGET`: the rule must not apply to logged-in"
    " users.",
    "ip-blocked": "Run `mailmend diagnose ADDRESS` from the same network as the device.",
    "sender-rejected": f"{_DIAGNOSE}: it tries the sender address the device uses.",
    "recipient-unknown": "Check the spelling of the recipient's address, then send again.",
    "recipient-disabled": "Reach the recipient another way: the mailbox does not take mail now.",
    "recipient-refused": f"{_DIAGNOSE} and `--recipient ADDRESS`: the alert does not say why.",
    "domain-unknown": "Check the part of the recipient's address after the @.",
    "mailbox-full": "Find out whose mailbox is full, and empty it: the sender's or the"
    " recipient's.",
    "rate-limited": "Wait for an hour; then run `mailmend logs FILE` to see who sends how much.",
    "greylisted": "Wait ten minutes: the message goes out on the next try.",
    "size-exceeded": "Send the attachment another way, or a smaller one.",
    "content-rejected": "Send a plain test message: if it goes out, the content was refused.",
    "spf-dkim-dmarc": "Run `mailmend server check TARGET`: such checks are for mail from outside.",
    "policy": "Ask the provider whether sending is suspended for this account.",
    "connection": f"{_DIAGNOSE}: it tries every port from here and names what is closed.",
    "connection-lost": f"{_DIAGNOSE}: it shows at which step the connection ends.",
    "server-error": "Run `mailmend server check TARGET`, or ask who runs the server.",
    "protocol": f"{_DIAGNOSE}: it repeats the conversation step by step.",
    "auth-backend-error": "Run `mailmend server check TARGET`: nobody can log in until it is"
    " mended.",
    "relayhost-auth-failed": "Run `mailmend server check TARGET`: its smart host refuses its"
    " login.",
    "config-error": "Run `mailmend server check TARGET`: the server's own configuration is wrong.",
    "delivery-failed": "Run `mailmend logs FILE --follow`: the message left the device already.",
}

_ELSE = "Run `mailmend diagnose ADDRESS --error TEXT`: an experiment says more than the text."
_FINE = "Nothing is wrong in this text."


def next_step(readings: Sequence[Reading]) -> str:
    """One sentence: what to run or do after the best of `readings`."""
    best = readings[0].meaning if readings else "unknown"
    return _FINE if best in ("normal", "auth-ok") else _NEXT.get(best, _ELSE)
