"""Which model thinks for which agent, as `kizashi.toml` says, and what is said when it cannot."""

import pytest

from agents.minds.model.clients import client_of
from kizashi.errors import Misconfigured
from kizashi.minds import MindSettings, Model
from kizashi.settings import read_settings

SHARED = """
[mind]
provider = "openai"
model = "one"
endpoint = "http://127.0.0.1:1/v1"

[mind.negotiator]
model = "other"
temperature = 0.6

[mind.reviewer]
use = false

[mind.budget]
day = 5000
"""


def settings_from(folder, text: str) -> MindSettings:
    (folder / "kizashi.toml").write_text(text, encoding="utf-8")
    return read_settings(folder).mind


def test_without_the_section_every_mind_is_embedded(tmp_path):
    mind = settings_from(tmp_path, "")

    assert [mind.of(agent) for agent in ("listener", "coach", "negotiator", "reviewer")] == [
        None
    ] * 4


def test_one_agent_may_think_with_another_model_or_with_none(tmp_path):
    mind = settings_from(tmp_path, SHARED)

    assert mind.of("listener").name == "one"
    assert (mind.of("negotiator").name, mind.of("negotiator").temperature) == ("other", 0.6)
    assert mind.of("reviewer") is None
    assert mind.budget.day == 5000


def test_a_model_may_be_set_in_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("KIZASHI_MIND__PROVIDER", "ollama")
    monkeypatch.setenv("KIZASHI_MIND__MODEL", "small")

    assert settings_from(tmp_path, "").of("listener").provider == "ollama"


@pytest.mark.parametrize(
    "text",
    [
        '[mind]\nprovider = "openai"\n',
        '[mind]\nprovider = "nobody"\nmodel = "x"\n',
        '[mind]\nprovider = "openai"\nmodel = "x"\ntemprature = 1\n',
        '[mind]\nprovider = "openai"\nmodel = "x"\nseconds = 0\n',
        '[mind]\nlistener = "x"\n',
    ],
)
def test_a_section_that_makes_no_sense_is_refused_by_its_key(tmp_path, text):
    with pytest.raises(Misconfigured, match="mind"):
        settings_from(tmp_path, text)


@pytest.mark.parametrize(
    ("provider", "variable"),
    [
        ("openai", "OPENAI_API_KEY"),
        ("azure", "AZURE_OPENAI_API_KEY"),
        ("anthropic", "ANTHROPIC_API_KEY"),
        ("gemini", "GEMINI_API_KEY"),
    ],
)
def test_a_missing_key_is_named_by_its_variable(provider, variable, monkeypatch):
    monkeypatch.delenv(variable, raising=False)
    endpoint = "https://example.invalid" if provider == "azure" else None

    with pytest.raises(Misconfigured) as raised:
        client_of(Model(provider=provider, name="x", endpoint=endpoint))

    assert raised.value.code == "model.no_key"
    assert variable in raised.value.remedy


@pytest.mark.parametrize(
    ("provider", "endpoint"),
    [
        ("openai", "http://127.0.0.1:1/v1"),
        ("azure", "https://example.invalid"),
        ("anthropic", None),
        ("gemini", None),
        ("ollama", None),
        ("local", None),
    ],
)
async def test_every_provider_has_a_client_and_nothing_is_sent_to_make_it(
    provider, endpoint, monkeypatch
):
    monkeypatch.setenv("TEST_KEY", "secret")

    client = client_of(
        Model(provider=provider, name="x", endpoint=endpoint, key_variable="TEST_KEY")
    )

    assert client.model_info["structured_output"]
    await client.close()


def test_an_azure_resource_needs_its_endpoint(monkeypatch):
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "secret")

    with pytest.raises(Misconfigured) as raised:
        client_of(Model(provider="azure", name="x"))

    assert raised.value.code == "model.no_endpoint"


def test_agents_with_keys_of_their_own_do_not_share_a_way(tmp_path):
    own = '[mind.coach]\nkey_variable = "COACH_KEY"\n'
    mind = settings_from(tmp_path, SHARED.replace("[mind.budget]", own + "[mind.budget]"))

    assert mind.of("coach").way != mind.of("listener").way
    assert mind.of("listener").way == mind.shared.way
