"""What is deployed fits Kubernetes' schemas, its own parts, and the service."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from service.settings import Settings, variable

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy"
KUSTOMIZATION: dict[str, Any] = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())
MANIFESTS: dict[str, dict[str, Any]] = {
    name: yaml.safe_load((FOLDER / name).read_text()) for name in KUSTOMIZATION["resources"]
}
VERSIONS = ("1.29", "1.35")
LABELS = {"app.kubernetes.io/name": "unchrome"}
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["unchrome"]
ROUTES = set(yaml.safe_load((ROOT / "openapi.yaml").read_text())["paths"])
VARIABLES = {variable(each.name) for each in fields(Settings)}


def of_kind(kind: str) -> dict[str, Any]:
    (found,) = (manifest for manifest in MANIFESTS.values() if manifest["kind"] == kind)
    return found


@pytest.fixture
def pod() -> dict[str, Any]:
    found: dict[str, Any] = of_kind("Deployment")["spec"]["template"]["spec"]
    return found


@pytest.fixture
def container(pod: dict[str, Any]) -> dict[str, Any]:
    (found,) = pod["containers"]
    return dict(found)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", MANIFESTS)
def test_every_manifest_fits_the_schema_of_its_kind(name: str, version: str) -> None:
    kubernetes_validate.validate(MANIFESTS[name], version, strict=True)


def test_the_validator_finds_what_is_wrong() -> None:
    wrong = of_kind("PodDisruptionBudget")
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate({**wrong, "spec": {**wrong["spec"], "minAvailible": 1}}, VERSIONS[-1], strict=True)


def test_the_base_holds_every_manifest_there_is() -> None:
    assert {path.name for path in FOLDER.glob("*.yaml")} == {*MANIFESTS, "kustomization.yaml"}


def test_all_parts_mean_the_same_pods() -> None:
    deployment = of_kind("Deployment")
    assert deployment["spec"]["template"]["metadata"]["labels"] == LABELS
    assert deployment["spec"]["selector"]["matchLabels"] == LABELS
    assert of_kind("Service")["spec"]["selector"] == LABELS
    assert of_kind("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == LABELS
    assert of_kind("NetworkPolicy")["spec"]["podSelector"]["matchLabels"] == LABELS
    assert of_kind("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    assert of_kind("ServiceAccount")["metadata"]["name"] == deployment["spec"]["template"]["spec"]["serviceAccountName"]


def test_the_pod_keeps_to_the_restricted_standard(pod: dict[str, Any], container: dict[str, Any]) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    user = re.search(r"^USER (\d+):(\d+)$", dockerfile, re.MULTILINE)
    assert user
    outer, inner = pod["securityContext"], container["securityContext"]
    assert (outer["runAsUser"], outer["runAsGroup"]) == (int(user[1]), int(user[2]))
    assert outer["runAsNonRoot"] is True
    assert outer["seccompProfile"] == {"type": "RuntimeDefault"}
    assert inner["allowPrivilegeEscalation"] is False
    assert inner["readOnlyRootFilesystem"] is True
    assert inner["capabilities"] == {"drop": ["ALL"]}
    assert pod["automountServiceAccountToken"] is False
    assert {next(iter(volume.keys() - {"name"})) for volume in pod["volumes"]} <= {"emptyDir", "secret"}


def test_three_probes_ask_routes_that_are_there(container: dict[str, Any]) -> None:
    probes = {name: container[name]["httpGet"] for name in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert {probe["port"] for probe in probes.values()} == {"http"}
    assert {probe["path"] for probe in probes.values()} <= ROUTES
    # a pod that cannot clean gets no traffic, but a restart would not help it
    assert probes["readinessProbe"]["path"] == "/readyz"
    assert probes["livenessProbe"]["path"] == "/livez"


def test_what_is_set_are_settings_of_the_service(container: dict[str, Any]) -> None:
    assert {each["name"] for each in container["env"]} <= VARIABLES
    assert set(COMPOSE["environment"]) <= VARIABLES


def test_a_pod_asks_for_keys_from_a_file_that_is_no_link(pod: dict[str, Any], container: dict[str, Any]) -> None:
    path = next(each["value"] for each in container["env"] if each["name"] == "UNCHROME_API_KEYS_FILE")
    (mount,) = (each for each in container["volumeMounts"] if each["mountPath"] == path)
    # a whole secret is mounted as links to a hidden folder, a key of it by subPath is a file
    assert mount["subPath"]
    assert mount["readOnly"] is True
    assert mount["name"] in {volume["name"] for volume in pod["volumes"]}


def test_whoever_stops_it_waits_until_requests_are_finished(pod: dict[str, Any], container: dict[str, Any]) -> None:
    pause = int(container["lifecycle"]["preStop"]["exec"]["command"][-1])
    assert pod["terminationGracePeriodSeconds"] > pause + Settings().graceful_timeout
    assert int(COMPOSE["stop_grace_period"].rstrip("s")) > Settings().graceful_timeout
    assert Settings().graceful_timeout > Settings().max_deadline_ms / 1000


def test_memory_suffices_for_every_process_at_its_limit(container: dict[str, Any]) -> None:
    processes = int(next(each["value"] for each in container["env"] if each["name"] == "UNCHROME_PROCESSES"))
    needed = processes * Settings().memory_mb / 1024 + 1
    assert float(container["resources"]["limits"]["memory"].removesuffix("Gi")) >= needed
    assert float(COMPOSE["mem_limit"].removesuffix("g")) >= int(COMPOSE["environment"]["UNCHROME_PROCESSES"]) * 2 + 1


def test_nothing_goes_out_and_one_port_lets_in(container: dict[str, Any]) -> None:
    policy = of_kind("NetworkPolicy")["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert policy["egress"] == []
    ports = {port["port"] for rule in policy["ingress"] for port in rule["ports"]}
    assert ports == {port["name"] for port in container["ports"]} == {"http"}


def test_compose_lets_nobody_in_without_a_key_but_this_machine() -> None:
    open_to_all = COMPOSE["environment"].get("UNCHROME_ALLOW_NO_KEY") == "true"
    assert not open_to_all or all(port.startswith("127.0.0.1:") for port in COMPOSE["ports"])
    assert COMPOSE["read_only"] is True
    assert COMPOSE["cap_drop"] == ["ALL"]
    assert COMPOSE["pids_limit"]


def test_the_image_asks_itself_for_its_health() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^HEALTHCHECK .*\\\n +CMD .*/readyz", dockerfile, re.MULTILINE)
    assert COMPOSE["stop_grace_period"]
    assert "healthcheck" not in COMPOSE
