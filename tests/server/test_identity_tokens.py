"""Only what the shop's own login signed, for us and just now, says who a visitor is."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kizashi.errors import BadInput, KizashiError, Misconfigured
from kizashi.settings import Identity
from server.identity import SECRET_FILE, Vouchers, identity_secret, public_key_of
from tests.support import NOON, HandClock

SECRET = "what the shop's own server signs its tokens with"
NOW = NOON.timestamp()
CLAIMS: dict[str, Any] = {"user_id": "u-7", "aud": "kizashi", "iat": NOW, "exp": NOW + 300}


def vouchers(public_key: str | None = None, **settings: Any) -> Vouchers:
    return Vouchers(Identity(**settings), SECRET, public_key, HandClock())


def token(algorithm: str = "HS256", key: Any = SECRET, /, **claims: Any) -> str:
    merged = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not None}
    return jwt.encode(merged, key, algorithm)


def refusal(of: Vouchers, text: str) -> str:
    with pytest.raises(KizashiError) as refused:
        of.by_token(text)
    assert "u-7" not in str(refused.value)
    return refused.value.code


def curve_keys() -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def by_hand(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    """A token put together as a forger does."""
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def test_a_token_of_the_shop_names_the_user() -> None:
    vouched = vouchers().by_token(
        token(name="青木ゆい", email="yui@example.jp", email_verified=True)
    )

    assert (vouched.user_id, vouched.name, vouched.email) == ("u-7", "青木ゆい", "yui@example.jp")


def test_sub_names_the_user_where_user_id_does_not() -> None:
    assert vouchers().by_token(token(user_id=None, sub="u-9")).user_id == "u-9"


def test_a_shop_can_keep_its_signing_key_to_itself() -> None:
    private, public = curve_keys()

    assert vouchers(public).by_token(token("ES256", private)).user_id == "u-7"


def test_another_shops_key_signs_nothing_here() -> None:
    _, public = curve_keys()
    other, _ = curve_keys()

    assert refusal(vouchers(public), token("ES256", other)) == "identity.token"


def test_without_a_public_key_no_es256_token_is_taken() -> None:
    private, _ = curve_keys()

    assert refusal(vouchers(), token("ES256", private)) == "identity.token"


def test_the_public_key_is_no_secret_to_sign_with() -> None:
    # RFC 8725, 2.1: the verifier must not take a public key for an HMAC secret.
    _, public = curve_keys()
    header = {"alg": "HS256", "typ": "JWT"}
    unsigned = by_hand(header, CLAIMS).rpartition(".")[0]
    signature = hmac.new(public.encode(), unsigned.encode(), hashlib.sha256).digest()

    assert refusal(vouchers(public), by_hand(header, CLAIMS, signature)) == "identity.token"


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", None, "HS384", "RS256", 7])
def test_no_other_algorithm_is_taken(algorithm: Any) -> None:
    assert refusal(vouchers(), by_hand({"alg": algorithm}, CLAIMS)) == "identity.token"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a.b.c",
        "é.é.é",
        token() + "x",
        token("HS256", "a guessed secret that is as long as the true one"),
        token()[:-10],
        "." * 5_000,
    ],
)
def test_a_forged_token_is_refused(text: str) -> None:
    assert refusal(vouchers(), text) == "identity.token"


@pytest.mark.parametrize("claim", ["exp", "iat", "aud"])
def test_a_token_without_a_claim_is_refused(claim: str) -> None:
    code = "identity.audience" if claim == "aud" else "identity.token"

    assert refusal(vouchers(), token(**{claim: None})) in {code, "identity.token"}


@pytest.mark.parametrize("audience", ["another", ["another", "third"]])
def test_a_token_for_somebody_else_is_refused(audience: Any) -> None:
    assert refusal(vouchers(), token(aud=audience)) == "identity.audience"


def test_the_issuer_is_asked_for_when_it_is_set() -> None:
    strict = vouchers(issuer="https://shop.example.jp")

    assert strict.by_token(token(iss="https://shop.example.jp")).user_id == "u-7"
    assert refusal(strict, token(iss="https://evil.example")) == "identity.audience"
    assert refusal(strict, token()) == "identity.token"


@pytest.mark.parametrize(
    "times",
    [
        pytest.param({"iat": NOW - 600, "exp": NOW - 60}, id="over"),
        pytest.param({"iat": NOW + 120, "exp": NOW + 300}, id="not begun"),
        pytest.param({"nbf": NOW + 120}, id="not before"),
        pytest.param({"exp": NOW + 7_200}, id="two hours"),
        pytest.param({"iat": NOW - 31_536_000, "exp": NOW + 60}, id="a year"),
        pytest.param({"iat": NOW + 31_536_000, "exp": NOW + 31_536_060}, id="a year off"),
    ],
)
def test_a_token_that_is_not_for_now_is_refused(times: dict[str, float]) -> None:
    assert refusal(vouchers(), token(**times)) == "identity.expired"


@pytest.mark.parametrize("exp", [float("nan"), float("inf"), "soon"])
def test_times_that_are_no_times_are_refused(exp: Any) -> None:
    claims = {**CLAIMS, "exp": exp}
    header = {"alg": "HS256", "typ": "JWT"}
    unsigned = by_hand(header, claims).rpartition(".")[0]
    signature = hmac.new(SECRET.encode(), unsigned.encode(), hashlib.sha256).digest()

    assert refusal(vouchers(), by_hand(header, claims, signature)) == "identity.token"


def test_clocks_that_are_a_little_apart_are_forgiven() -> None:
    assert vouchers().by_token(token(iat=NOW + 20, exp=NOW + 200)).user_id == "u-7"
    assert vouchers().by_token(token(iat=NOW - 200, exp=NOW - 20)).user_id == "u-7"


def test_a_token_ends_with_time() -> None:
    clock = HandClock()
    of = Vouchers(Identity(), SECRET, None, clock)
    text = token()
    of.by_token(text)
    clock.move(timedelta(minutes=6).total_seconds())

    assert refusal(of, text) == "identity.expired"


@pytest.mark.parametrize("user", ["", "  ", True, None, [], {}, 1.5, "x" * 201])
def test_a_user_id_that_names_nobody_is_refused(user: Any) -> None:
    with pytest.raises(BadInput) as refused:
        vouchers().by_token(token(user_id=user, sub=None))
    assert refused.value.code == "identity.user"


# ── hashes, for those who migrate ────────────────────────────────────────────────────────────────


def digest_of(user: str, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), user.encode(), hashlib.sha256).hexdigest()


def test_a_hash_is_taken_where_the_settings_allow_it() -> None:
    of = vouchers(user_hash=True)

    assert of.by_hash("u-7", digest_of("u-7")).user_id == "u-7"
    assert of.by_hash("u-7", digest_of("u-7").upper()).user_id == "u-7"


@pytest.mark.parametrize(
    ("allowed", "user", "digest"),
    [
        (False, "u-7", digest_of("u-7")),
        (True, "u-8", digest_of("u-7")),
        (True, "u-7", digest_of("u-7", "guessed")),
        (True, "u-7", ""),
        (True, "u-7", "é" * 64),
    ],
)
def test_another_hash_is_refused(allowed: bool, user: str, digest: str) -> None:
    with pytest.raises(KizashiError) as refused:
        vouchers(user_hash=allowed).by_hash(user, digest)
    assert refused.value.code == "identity.hash"


# ── the keys ─────────────────────────────────────────────────────────────────────────────────────


def test_the_shops_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    secret = identity_secret(tmp_path)

    assert identity_secret(tmp_path) == secret
    assert (tmp_path / SECRET_FILE).stat().st_mode & 0o777 == 0o600


def test_a_public_key_is_read_and_a_private_one_refused(tmp_path: Path) -> None:
    private, public = curve_keys()
    file = tmp_path / "identity.pem"
    file.write_text(public)
    assert public_key_of(file) == public
    for content in (private, "nonsense", ""):
        file.write_text(content)
        with pytest.raises(Misconfigured):
            public_key_of(file)
    with pytest.raises(Misconfigured):
        public_key_of(tmp_path / "nowhere.pem")
