"""Handing a letter to the SMTP server of the business."""

import smtplib
import ssl
from email.message import EmailMessage

from kizashi.errors import KizashiError
from kizashi.settings import Mail

PATIENCE_SECONDS = 30.0


class Undeliverable(KizashiError):
    """The mail server will never take this letter."""

    code = "mail.refused"


class MailUnavailable(KizashiError):
    """The mail server cannot be reached, or does not take anything now."""

    code = "mail.unavailable"
    status = 503


def hand_over(letter: EmailMessage, to: str, mail: Mail) -> None:
    """Hands a letter over; returns when the server has taken it. Blocks: call it in a thread.

    Raises `Undeliverable` when the server refuses it for good (a 5xx reply to the recipient or to
    the letter, RFC 5321 section 4.2.1), `MailUnavailable` for everything that may be better later;
    a login that is refused is one of these, for it is the settings' fault and not the letter's.
    """
    try:
        with _connected(mail) as server:
            if mail.username:
                server.login(mail.username, mail.password.get_secret_value())
            server.send_message(letter, from_addr=mail.sender, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as error:
        code, _ = error.recipients.get(to, (0, b""))
        raise _problem(code) from error
    except smtplib.SMTPAuthenticationError as error:
        raise MailUnavailable(
            "The mail server refuses the login.", "Check `mail.username` and its password."
        ) from error
    except smtplib.SMTPSenderRefused as error:
        raise MailUnavailable(
            "The mail server refuses the sender.", "Check `mail.sender`."
        ) from error
    except smtplib.SMTPResponseException as error:
        raise _problem(error.smtp_code) from error
    except (smtplib.SMTPException, OSError) as error:
        raise _problem(0) from error


def _connected(mail: Mail) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE_SECONDS, context=trusted)
    server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE_SECONDS)
    if mail.security == "starttls":
        try:
            server.starttls(context=trusted)
        except BaseException:
            server.close()
            raise
    return server


def _problem(code: int) -> KizashiError:
    if 500 <= code < 600:
        return Undeliverable(f"The mail server refused the letter ({code}).", "Check the address.")
    return MailUnavailable("The mail server cannot be reached.", "It is tried again.")
