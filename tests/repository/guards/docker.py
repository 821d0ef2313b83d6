"""docker/ names only what exists, runs as nobody special and knows when it is well."""

import re
from configparser import ConfigParser
from pathlib import Path

import yaml
from dockerfile_parse import DockerfileParser

COMPOSE = "docker/compose.yaml"
DOCKERFILE = "docker/Dockerfile"
CONFIGURATION = "docker/odoo.conf"
OFFICIAL_IMAGES = {"odoo:19", "postgres:17"}
VARIABLE = re.compile(r"\$\{?(\w+)(:?[-?])?")


def _services(root: Path) -> dict[str, dict]:
    return yaml.safe_load((root / COMPOSE).read_text("utf-8"))["services"]


def _mounts(service: dict) -> list[tuple[str, str, str]]:
    """Mounts in compose's short form as (source, target, mode)."""
    return [
        (source, target, rest[0] if rest else "")
        for source, target, *rest in (
            mount.split(":") for mount in service.get("volumes", ())
        )
    ]


def _instructions(root: Path) -> list[tuple[str, str]]:
    parser = DockerfileParser(path=str(root / DOCKERFILE))
    return [
        (item["instruction"], item["value"])
        for item in parser.structure
        if item["instruction"] != "COMMENT"
    ]


def unofficial_images(root: Path) -> list[str]:
    found = [
        f"{COMPOSE}: {name} runs {service.get('image')}, use the official image"
        for name, service in _services(root).items()
        if service.get("image") not in OFFICIAL_IMAGES
    ]
    bases = [value for name, value in _instructions(root) if name == "FROM"]
    if not set(bases) <= OFFICIAL_IMAGES:
        found.append(f"{DOCKERFILE}: it builds on {bases}, use the official image")
    return found


def root_in_containers(root: Path) -> list[str]:
    found = [
        f"{COMPOSE}: give {name} a user that is not root"
        for name, service in _services(root).items()
        if str(service.get("user", "root")) in {"root", "0"}
    ]
    users = [value for name, value in _instructions(root) if name == "USER"]
    if (users or ["root"])[-1] in {"root", "0"}:
        found.append(f"{DOCKERFILE}: end with a USER that is not root")
    return found


def wrong_mounts(root: Path) -> list[str]:
    """Files of the repository are mounted read-only, volumes are declared."""
    found = []
    declared = yaml.safe_load((root / COMPOSE).read_text("utf-8")).get("volumes", {})
    for name, service in _services(root).items():
        for source, target, mode in _mounts(service):
            if not source.startswith("."):
                if source not in declared:
                    found.append(f"{COMPOSE}: declare the volume {source} of {name}")
            elif not (root / "docker" / source).exists():
                found.append(f"{COMPOSE}: {name} mounts {source}, which does not exist")
            elif mode != "ro":
                found.append(f"{COMPOSE}: mount {target} of {name} read-only")
    return found


def variables_without_default(root: Path) -> list[str]:
    text = re.sub(r"(?m)#.*$|\$\$", "", (root / COMPOSE).read_text("utf-8"))
    return [
        f"{COMPOSE}: give ${{{match[1]}}} a default, ${{{match[1]}:-value}}"
        for match in VARIABLE.finditer(text)
        if match[2] != ":-"
    ]


def missing_health_checks(root: Path) -> list[str]:
    """Whoever waits for a service to be healthy waits for ever without a check."""
    services = _services(root)
    found = [
        f"{COMPOSE}: {name} stays up, so give it a healthcheck"
        for name, service in services.items()
        if "restart" in service and not service.get("healthcheck", {}).get("test")
    ]
    found += [
        f"{COMPOSE}: {name} must wait for {other} to be {wanted}"
        for name, service in services.items()
        for other, condition in service.get("depends_on", {}).items()
        for wanted in [_awaited(services[other])]
        if condition.get("condition") != wanted
    ]
    if not any(name == "HEALTHCHECK" for name, _value in _instructions(root)):
        found.append(f"{DOCKERFILE}: add a HEALTHCHECK")
    return found


def _awaited(service: dict) -> str:
    kept_up = "restart" in service
    return "service_healthy" if kept_up else "service_completed_successfully"


def addons_out_of_reach(root: Path) -> list[str]:
    """Each addon that is installed is mounted where odoo.conf looks for addons."""
    configuration = ConfigParser(interpolation=None)
    configuration.read(root / CONFIGURATION)
    folders = configuration["options"]["addons_path"].split(",")
    found = []
    for name, service in _services(root).items():
        targets = {target for _source, target, _mode in _mounts(service)}
        for argument in service.get("command", ()):
            if argument.startswith("--init="):
                found += [
                    f"{COMPOSE}: {name} installs {addon}, mount it in {folders[0]}"
                    for addon in argument.removeprefix("--init=").split(",")
                    if not targets & {f"{folder}/{addon}" for folder in folders}
                ]
    return found


def missing_copies(root: Path) -> list[str]:
    return [
        f"{DOCKERFILE}: it copies {source}, which does not exist"
        for name, value in _instructions(root)
        if name in {"ADD", "COPY"}
        for source in value.split()[:-1]
        if not source.startswith("--") and not (root / source).exists()
    ]
