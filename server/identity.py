"""Who a visitor is, as the business's own login vouches for it.

A page hands over either a JSON Web Token (RFC 7519) that the shop's server signed for the visitor
in front of it, or, for those who migrate from another messenger, the HMAC-SHA256 of the user id.
Both prove that somebody who holds the shop's secret named this user; neither is ever stored.
"""

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import jwt

from kizashi.clock import Clock
from kizashi.errors import BadInput, Misconfigured, NotAllowed
from kizashi.ids import UserId
from kizashi.settings import Identity
from server.kept_secret import kept_secret

SECRET_FILE = "identity.secret"  # noqa: S105 - a file name
MOST_CHARACTERS = 200

_TOKEN_REMEDY = "Sign a fresh token on your server for the visitor who is logged in."  # noqa: S105


@dataclass(frozen=True, slots=True)
class Vouched:
    """A user whom the business's login named, `by` a `token` or a `hash`, and what it says of
    them. `email` only when the login has verified it (`email_verified`, OpenID Connect Core 5.1).
    """

    user_id: UserId
    by: Literal["token", "hash"]
    name: str | None = None
    email: str | None = None


class Vouchers:
    """Checks tokens and hashes. `secret` signs HS256 tokens and hashes, `public_key` (PEM) checks
    ES256 tokens; each algorithm has a key of its own, so neither can be passed off as the other.
    """

    def __init__(
        self, settings: Identity, secret: str, public_key: str | None, clock: Clock
    ) -> None:
        self._settings = settings
        self._secret = secret
        self._keys = {"HS256": secret, **({"ES256": public_key} if public_key else {})}
        self._clock = clock

    def by_token(self, token: str) -> Vouched:
        """The user a signed token names.

        Raises `NotAllowed`: `identity.token` (not signed by the shop, another algorithm, a claim
        is missing), `identity.audience`, `identity.expired` (over, not begun, or longer than
        allowed), and `BadInput` (`identity.user`) for a user id that names nobody.
        """
        settings = self._settings
        try:
            algorithm = jwt.get_unverified_header(token).get("alg")
            key = self._keys[str(algorithm)]
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[str(algorithm)],
                audience=settings.audience,
                issuer=settings.issuer,
                # Times are checked below, by the clock that is handed in.
                options={
                    "require": ["exp", "iat", "aud", *(["iss"] if settings.issuer else [])],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                    "verify_sub": False,
                },
            )
        except (jwt.InvalidAudienceError, jwt.InvalidIssuerError) as error:
            raise NotAllowed(
                "This token is meant for somebody else.",
                f"Set its `aud` to {settings.audience!r}"
                + (f" and its `iss` to {settings.issuer!r}." if settings.issuer else "."),
                code="identity.audience",
            ) from error
        except (jwt.InvalidTokenError, jwt.InvalidKeyError, KeyError, ValueError) as error:
            raise NotAllowed(
                "This token was not signed by the shop, or a claim is missing.",
                "Sign it with HS256 (`kizashi identity`) or ES256 (`identity.public_key`), with"
                " `user_id`, `aud`, `iat` and `exp`.",
                code="identity.token",
            ) from error
        self._timely(claims)
        verified = claims.get("email_verified") is True
        return Vouched(
            user_id=_user_id(claims.get("user_id", claims.get("sub"))),
            by="token",
            name=_word(claims.get("name")),
            email=_word(claims.get("email")) if verified else None,
        )

    def by_hash(self, user_id: str, digest: str) -> Vouched:
        """The user whose id was signed with HMAC-SHA256, as hexadecimal. Raises `NotAllowed`
        (`identity.hash`) unless it was and the settings allow it."""
        named = user_id.encode("utf-8", "surrogatepass")
        expected = hmac.new(self._secret.encode(), named, hashlib.sha256).hexdigest().encode()
        genuine = hmac.compare_digest(expected, digest.lower().encode("utf-8", "surrogatepass"))
        if not (self._settings.user_hash and genuine):
            raise NotAllowed(
                "This user hash is not the shop's, or user hashes are not allowed here.",
                "Use a signed token; hashes need `identity.user_hash = true` in kizashi.toml.",
                code="identity.hash",
            )
        return Vouched(user_id=_user_id(user_id), by="hash")

    def _timely(self, claims: dict[str, Any]) -> None:
        begun, over = claims["iat"], claims["exp"]
        starts = claims.get("nbf", begun)
        # JSON numbers as Python reads them can be NaN, which no comparison refuses.
        if not all(
            isinstance(at, int | float) and math.isfinite(at) for at in (begun, over, starts)
        ):
            raise NotAllowed(
                "The token's times are not numbers.", _TOKEN_REMEDY, code="identity.token"
            )
        now = self._clock.now().timestamp()
        leeway = self._settings.leeway_seconds
        longest = timedelta(minutes=self._settings.longest_minutes).total_seconds()
        if max(begun, starts) > now + leeway or over <= now - leeway or over - begun > longest:
            raise NotAllowed(
                "This token is over, has not begun, or is valid for longer than"
                f" {self._settings.longest_minutes} minutes.",
                _TOKEN_REMEDY,
                code="identity.expired",
            )


def identity_secret(data: Path) -> str:
    """The secret that the shop's server signs HS256 tokens with; made at the first call."""
    return kept_secret(data, SECRET_FILE, "your server then needs the new secret.")


def public_key_of(file: Path | None) -> str | None:
    """The PEM of the key that checks ES256 tokens. Raises `Misconfigured`."""
    if file is None:
        return None
    try:
        pem = file.read_text(encoding="ascii")
        jwt.algorithms.ECAlgorithm(jwt.algorithms.ECAlgorithm.SHA256).prepare_key(pem)
    except (OSError, ValueError, jwt.InvalidKeyError) as error:
        raise Misconfigured(
            f"{file} is not a public key for ES256.",
            "Name a PEM file with an elliptic-curve (P-256) public key in `identity.public_key`.",
        ) from error
    if "PRIVATE" in pem:
        raise Misconfigured(
            f"{file} holds a private key.",
            "Give Kizashi the public half only; the private one stays on your own server.",
        )
    return pem


def nobody() -> BadInput:
    """The error for a user id that names no account."""
    return BadInput(
        "This user id names nobody.",
        "Send the id of the account that is logged in, and nothing when none is.",
        code="identity.user",
    )


def _user_id(value: object) -> UserId:
    # `True` is an integer for Python, and no account's id.
    text = str(value).strip() if isinstance(value, str | int) and value is not True else ""
    if not text or len(text) > MOST_CHARACTERS:
        raise nobody()
    return UserId(text)


def _word(value: object) -> str | None:
    return value.strip()[:MOST_CHARACTERS] or None if isinstance(value, str) else None
