"""What `deploy/` says fits what Kizashi accepts, and its parts fit one another."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from channels import api, operations_api
from kizashi.settings import Settings, read_settings
from server.cli import cli

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
PATHS = {
    getattr(route, "path", "") for room in (api, operations_api) for route in room.router.routes
}


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text()))


def manifests() -> list[dict[str, Any]]:
    found = [one for file in MANIFESTS for one in yaml.safe_load_all(file.read_text())]
    return [dict(one) for one in found]


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [one for one in manifests() if one["kind"] == kind]


def workloads() -> list[dict[str, Any]]:
    return [*of_kind("Deployment"), *of_kind("StatefulSet"), *of_kind("Job")]


def pod(workload: dict[str, Any]) -> dict[str, Any]:
    return dict(workload["spec"]["template"]["spec"])


def containers() -> list[dict[str, Any]]:
    return [container for one in workloads() for container in pod(one)["containers"]]


def image_environment() -> dict[str, str]:
    """What the image sets."""
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    return dict(re.findall(r"(KIZASHI_\w+)=(\S+)", text))


def given(monkeypatch: pytest.MonkeyPatch, folder: Path, environment: dict[str, str]) -> Settings:
    """The settings of a process with these variables."""
    for name, value in environment.items():
        monkeypatch.setenv(
            name, value.replace("${POSTGRES_PASSWORD:?put a password into .env}", "x")
        )
    return read_settings(folder)


def test_the_settings_of_compose_are_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = compose()["services"]
    environment = {**image_environment(), **services["kizashi"]["environment"]}
    del environment["KIZASHI_HOME"]
    settings = given(monkeypatch, tmp_path, environment)

    assert settings.store.url is not None
    address = settings.store.url.get_secret_value()
    database = services["postgres"]["environment"]
    assert f"{database['POSTGRES_USER']}:x@postgres:5432/{database['POSTGRES_DB']}" in address
    assert settings.vectors.server == "http://chroma:8000"
    assert settings.data == Path("/data")
    assert services["init"]["environment"] == services["kizashi"]["environment"]


def test_compose_runs_three_of_them_behind_the_port_that_the_proxy_names() -> None:
    services = compose()["services"]
    assert services["kizashi"]["deploy"]["replicas"] == 3
    assert "ports" not in services["kizashi"]
    caddy = (DEPLOY / "Caddyfile").read_text()
    assert f"dynamic a kizashi {Settings().server.port}" in caddy
    mounted = [one.split(":")[0] for one in services["proxy"]["volumes"]]
    assert "./Caddyfile" in mounted
    assert set(compose()["volumes"]) == {
        volume.split(":")[0]
        for service in services.values()
        for volume in service.get("volumes", ())
        if not volume.startswith(".")
    }


def test_what_compose_waits_for_is_there() -> None:
    services = compose()["services"]
    for service in services.values():
        for other, condition in service.get("depends_on", {}).items():
            assert other in services
            if condition["condition"] == "service_healthy":
                assert "healthcheck" in services[other]


def test_every_command_is_one_of_kizashi() -> None:
    named = [service.get("command") for service in compose()["services"].values()]
    named += [container.get("command") for container in containers()]
    said = [" ".join(command) for command in named if command]
    words = [re.search(r"kizashi (\w+)", line) for line in said if "kizashi" in line]
    assert {found.group(1) for found in words if found} == {"init", "serve"} <= set(cli.commands)


def test_the_settings_of_kubernetes_are_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (config,) = of_kind("ConfigMap")
    (tmp_path / "kizashi.toml").write_text(config["data"]["kizashi.toml"])
    secret = next(one for one in of_kind("Secret") if one["metadata"]["name"] == "kizashi")
    settings = given(monkeypatch, tmp_path, {"KIZASHI_STORE__URL": secret["stringData"]["url"]})
    (deployment,) = of_kind("Deployment")

    assert settings.store.url is not None
    ports = [port["containerPort"] for port in pod(deployment)["containers"][0]["ports"]]
    assert ports == [settings.server.port]
    assert settings.server.host == "0.0.0.0"
    assert not settings.alone


def test_every_service_leads_to_a_port_of_a_pod() -> None:
    for service in of_kind("Service"):
        selected = [
            one
            for one in workloads()
            if one["spec"]["template"]["metadata"]["labels"] == service["spec"]["selector"]
        ]
        assert len(selected) == 1, service["metadata"]["name"]
        names = {port["name"] for one in pod(selected[0])["containers"] for port in one["ports"]}
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= names


def test_addresses_in_the_settings_are_services_with_that_port() -> None:
    services = {
        (one["metadata"]["name"], port["port"])
        for one in of_kind("Service")
        for port in one["spec"]["ports"]
    }
    said = (DEPLOY / "kubernetes/kizashi.yaml").read_text()
    named = re.findall(r"(?:@|http://)(\w+):(\d+)", said)
    assert {(name, int(port)) for name, port in named} <= services


def test_labels_select_and_volumes_and_secrets_exist() -> None:
    known = {(one["kind"], one["metadata"]["name"]) for one in manifests()}
    for one in workloads():
        spec = pod(one)
        if "selector" in one["spec"]:
            labels = one["spec"]["template"]["metadata"]["labels"]
            assert one["spec"]["selector"]["matchLabels"] == labels
        volumes = {volume["name"] for volume in spec.get("volumes", ())}
        volumes |= {v["metadata"]["name"] for v in one["spec"].get("volumeClaimTemplates", ())}
        for volume in spec.get("volumes", ()):
            if "configMap" in volume:
                assert ("ConfigMap", volume["configMap"]["name"]) in known
        for container in spec["containers"]:
            assert {mount["name"] for mount in container.get("volumeMounts", ())} <= volumes
            for variable in container.get("env", ()):
                reference = variable.get("valueFrom", {}).get("secretKeyRef")
                if reference:
                    assert ("Secret", reference["name"]) in known


def test_probes_ask_what_kizashi_answers() -> None:
    (deployment,) = of_kind("Deployment")
    (container,) = pod(deployment)["containers"]
    probes = [container[name] for name in ("startupProbe", "readinessProbe", "livenessProbe")]
    assert {probe["httpGet"]["path"] for probe in probes} == {"/v1/health", "/v1/ready"} <= PATHS
    (command,) = [
        service["healthcheck"]["test"]
        for name, service in compose()["services"].items()
        if name == "kizashi"
    ]
    assert "/v1/ready" in command[-1]


def test_everything_that_serves_says_what_it_needs() -> None:
    for one in (*of_kind("Deployment"), *of_kind("StatefulSet")):
        for container in pod(one)["containers"]:
            assert {"cpu", "memory"} <= set(container["resources"]["requests"])
            assert "memory" in container["resources"]["limits"]


def test_the_image_takes_what_is_there_and_what_postgresql_needs_as_it_is_locked() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    sources = [
        word
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
        for word in line.split()[:-1]
    ]
    assert [name for name in sources if not (ROOT / name).exists()] == []
    packages = {"kizashi", "memory", "policies", "agents", "channels", "server", "tui"}
    assert packages <= set(sources)
    extra, whole = (
        re.findall(r"^\S.*(?:\n    .*)*\n", (ROOT / f"requirements-{name}.lock").read_text(), re.M)
        for name in ("postgres", "dev")
    )
    assert set(extra) <= set(whole)
    names = [block.partition("==")[0] for block in extra]
    assert names == ["croniter", "dbos", "psycopg", "psycopg-binary"]
