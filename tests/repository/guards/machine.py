"""The repository speaks of the product, not of a computer it was written on."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from .tree import files, place, text_of

# Home and work folders; part of a longer path or word is something else.
MACHINE_PATH = re.compile(r"(?<![\w.})\]-])/(?:root|farm|work|home/\w+)(?![\w-])")
INDEX_URL = re.compile(
    r"https?://[\w.:-]+/(?:[\w./-]*/)?(?:simple|debian|ubuntu)(?![\w-])"
)
APT_SOURCES = "etc/apt"
CONFIGURATION_COMMANDS = (
    ("pip3", "config", "list"),
    ("pip", "config", "list"),
    ("npm", "config", "get", "registry"),
    ("apt-get", "indextargets", "--format", "$(REPO_URI)"),
)
CONFIGURATION_FILES = ("pip.conf", ".config/pip/pip.conf", ".pip/pip.conf", ".npmrc")
URL = re.compile(r"\b(?:https?|ftp)://[^\s'\"\],;]+")


def machine_paths(root: Path) -> list[str]:
    return _findings(
        root,
        lambda line: MACHINE_PATH.search(line) or str(root.resolve()) in line,
        "name no folder of one machine",
    )


def registry_hosts(root: Path, hosts: set[str] | None = None) -> list[str]:
    """`hosts` are those this machine fetches packages from, unless given."""
    hosts = configured_hosts() if hosts is None else hosts
    named = re.compile("|".join([INDEX_URL.pattern, *map(re.escape, sorted(hosts))]))
    return _findings(root, named.search, "name no package registry or mirror")


def _findings(root: Path, is_wrong, advice: str) -> list[str]:
    return [
        f"{place(path, root)}:{number}: {advice}"
        for path in files(root)
        for number, line in enumerate((text_of(path) or "").splitlines(), 1)
        if is_wrong(line)
    ]


@cache
def configured_hosts(
    filesystem: Path = Path("/"), home: Path | None = None
) -> set[str]:
    """Hosts in the configuration of pip, npm and apt, read where they keep it."""
    texts = [
        value
        for name, value in os.environ.items()
        if name.upper().startswith(("PIP_", "NPM_CONFIG_", "UV_"))
    ]
    texts += [path.read_text("utf-8", "replace") for path in _files(filesystem, home)]
    if filesystem == Path("/"):
        texts += map(_output, CONFIGURATION_COMMANDS)
    hosts = {
        urlsplit(url).hostname for text in texts for url in URL.findall(_bare(text))
    }
    return {host for host in hosts if host and "." in host}


def _bare(text: str) -> str:
    """Without comments, where vendors like to name their own site."""
    return "\n".join(re.sub(r"(^|\s)[#;].*", "", line) for line in text.splitlines())


def _files(filesystem: Path, home: Path | None) -> Iterator[Path]:
    apt = filesystem / APT_SOURCES
    yield from apt.glob("*.list")
    yield from apt.glob("*.list.d/*.list")
    yield from apt.glob("*.list.d/*.sources")
    named = [filesystem / "etc/pip.conf"]
    named += [(home or Path.home()) / name for name in CONFIGURATION_FILES]
    yield from (path for path in named if path.is_file())


def _output(command: tuple[str, ...]) -> str:
    if not shutil.which(command[0]):
        return ""
    return subprocess.run(command, capture_output=True, text=True).stdout
