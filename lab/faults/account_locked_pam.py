"""PAM has locked the account after wrong passwords; on the wire it is a wrong password like any."""

from lab.fault import Expected, Seen
from lab.parts import pam_account
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"), onset="after-password-change", can_receive=False
)
EXPECT = (
    Expected("password-wrong-both", "likely", "account", instead=("account-locked-out",)),
    Expected("account-locked-out", "possible", "account"),
)
MUST_NOT = ("account-locked-out", "account-deleted", "auth-backend-down")
SEEN = (Seen(r"535 5\.7\.8"),)


def inject(lab: Lab) -> None:
    """Let pam_faillock count three wrong passwords."""
    host = pam_account(
        lab,
        "auth required pam_faillock.so preauth silent deny=3 unlock_time=900 dir=/run/faillock\n"
        "auth sufficient pam_unix.so nodelay\n"
        "auth [default=die] pam_faillock.so authfail deny=3 unlock_time=900 dir=/run/faillock\n"
        "account required pam_unix.so\n",
    )
    host.run("true", undo=("rm", "-rf", "/run/faillock"))
    script = "for i in 1 2 3; do doveadm auth test alice@customer.test last-years & done; wait"
    host.host.run(["sh", "-c", script])
