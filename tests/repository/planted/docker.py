"""Offences in docker/."""

from . import Offence, offence

COMPOSE = """
services:
  db:
    image: postgres:17
    user: postgres
    volumes: [db-data:/var/lib/postgresql/data]
    environment: {PASSWORD: "${JIT_DB_PASSWORD:-odoo}"}
    healthcheck: {test: [CMD, pg_isready]}
    restart: unless-stopped
  install:
    image: odoo:19
    user: odoo
    command: [odoo, "--init=a,b"]
    volumes: [./odoo.conf:/etc/odoo/odoo.conf:ro, ../a:/mnt/a:ro, ../b:/mnt/b:ro]
    depends_on: {db: {condition: service_healthy}}
  odoo:
    image: odoo:19
    user: odoo
    depends_on: {install: {condition: service_completed_successfully}}
    healthcheck: {test: [CMD, python3]}
    restart: unless-stopped
volumes: {db-data: {}}
"""
DOCKERFILE = """# one
FROM odoo:19
COPY --chown=0:0 a /mnt/a
HEALTHCHECK CMD ["true"]
USER odoo
"""
TREE = {
    "docker/compose.yaml": COMPOSE,
    "docker/Dockerfile": DOCKERFILE,
    "docker/odoo.conf": "[options]\naddons_path = /mnt\n",
    "a/__manifest__.py": "{}",
    "b/__manifest__.py": "{}",
}


def changed(rule: str, file: str, old: str, new: str) -> Offence:
    """The tree above, which follows every rule, with one change in one file."""
    path = f"docker/{file}"
    assert old in TREE[path]
    return offence(rule, path, TREE | {path: TREE[path].replace(old, new, 1)})


OFFENCES = [
    *(
        offence(rule, (), TREE)
        for rule in (
            "addons_out_of_reach",
            "missing_copies",
            "missing_health_checks",
            "root_in_containers",
            "unofficial_images",
            "variables_without_default",
            "wrong_mounts",
        )
    ),
    changed("unofficial_images", "compose.yaml", "postgres:17", "somebody/postgres"),
    changed("unofficial_images", "Dockerfile", "odoo:19", "odoo:latest"),
    changed("root_in_containers", "compose.yaml", "    user: odoo\n", ""),
    changed("root_in_containers", "Dockerfile", "USER odoo", "USER root"),
    changed("wrong_mounts", "compose.yaml", "[db-data:", "[other:"),
    changed("wrong_mounts", "compose.yaml", "../a:/mnt/a:ro", "../a:/mnt/a"),
    changed("wrong_mounts", "compose.yaml", "../a:", "../missing:"),
    changed("variables_without_default", "compose.yaml", ":-odoo", ""),
    changed(
        "variables_without_default", "compose.yaml", "${JIT_DB_PASSWORD:-odoo}", "$P"
    ),
    changed("missing_health_checks", "compose.yaml", "test: [CMD, python3]", ""),
    changed("missing_health_checks", "compose.yaml", "healthy", "started"),
    changed("missing_health_checks", "Dockerfile", "HEALTHCHECK CMD", "CMD"),
    changed("addons_out_of_reach", "compose.yaml", "init=a,b", "init=a,b,c"),
    changed("addons_out_of_reach", "compose.yaml", "../b:/mnt/b", "../b:/opt/b"),
    changed("missing_copies", "Dockerfile", " a /mnt", " c /mnt"),
]
