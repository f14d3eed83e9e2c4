"""The sentences of Apple's Mail for a message it could not send, by id."""

ALERTS: dict[str, str] = {
    "D-RELAY": "The recipient “{recipient}” was rejected by the server because it does not allow "
    "relaying.",
    "D-RCPT-UNKNOWN": "The recipient “{recipient}” was rejected by the server because the user is "
    "unknown.",
    "D-RCPT-INVALID": "The recipient “{recipient}” was rejected by the server because it is not a "
    "valid email address.",
    "D-RCPT-1": "The recipient “{recipient}” was rejected by the server.",
    "D-RCPT-N": "The recipients were rejected by the server.",
    "D-LIMIT": "Sending the message failed because you exceeded your sending limit.",
    "D-SENDER": "The sender address was rejected by the server.",
    "D-NOPW": "No password provided. Please go to Mail Account Settings and enter a password.",
    "D-LOGIN": "The user name or password for “{host}” is incorrect.",
    "D-SSL": "Check the SSL setting for the outgoing server “{host}”.",
    "D-SETTINGS": "Check the account settings for the outgoing server “{host}”.",
    "D-NOCONN": "The connection to the outgoing server “{host}” failed.",
    "D-NOSERVER": "Check the settings for the outgoing servers.",
    "D-NOHOST": "You have not specified an SMTP server. You must specify a server before you can "
    "send mail.",
    "D-TIMEOUT": "The connection to the server “{host}” on port {port} timed out.",
    "D-REFUSED": "The server “{host}” refused to allow a connection on port {port}.",
    "D-SSLCONN": "Mail was unable to connect to server “{host}” using SSL on port {port}.",
    "D-UNREACH": "The server “{host}” cannot be contacted on port {port}.",
    "D-NORESP": "The mail server “{host}” is not responding.",
    "D-IDENTITY": "Cannot Verify Server Identity",
    "D-CERT-EXPIRED": "The certificate for this server has expired.",
    "D-CERT-ROOT": "The root certificate for this server could not be verified.",
    "D-CERT-NAME": "The certificate hostname does not match “{host}”.",
    "D-CERT-INVALID": "The certificate for the server is invalid.",
    "D-AUTHUNSUP": "The SMTP server “{host}” doesn’t support this kind of authentication.",
    "D-UNRECOG": "Verify that you have addressed this message correctly.",
    "D-LATER": "Mail will try to send the message again later.",
}
