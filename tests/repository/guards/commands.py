"""What the documents tell people to type exists; each tool has one version."""

import re
from pathlib import Path

from .tree import ADDON, files, place

DOCUMENTS = ("README.md", "CONTRIBUTING.md")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.S)
MAKE = re.compile(r"(?:^|[\s`$])make((?:[ ]+(?:[A-Z_]+=\S*|[a-z][\w-]*))+)")
TARGET = re.compile(r"^([\w-][\w -]*?)\s*:(?!=)", re.M)
FOLDERS_ROW = re.compile(r"^\| (`[^|]*/`) \|", re.M)
FOLDER = re.compile(r"`([^`]+/)`")
REQUIREMENT = re.compile(r"([A-Za-z0-9][\w.-]*)==([\w.]+)")


def missing_documents(root: Path) -> list[str]:
    return [
        f"{name}: it is missing" for name in DOCUMENTS if not (root / name).is_file()
    ]


def unknown_make_targets(root: Path) -> list[str]:
    targets = _targets(root)
    return [
        f"{place(path, root)}: `make {target}` is not in the Makefile"
        for path in (root / name for name in DOCUMENTS)
        if path.is_file()
        for target in sorted(_named_targets(path) - targets)
    ]


def _targets(root: Path) -> set[str]:
    makefile = root / "Makefile"
    if not makefile.is_file():
        return set()
    lines = TARGET.findall(makefile.read_text("utf-8"))
    return {target for line in lines for target in line.split()}


def _named_targets(document: Path) -> set[str]:
    return {
        word
        for code in CODE.findall(document.read_text("utf-8"))
        for arguments in MAKE.findall(code)
        for word in arguments.split()
        if "=" not in word
    }


def missing_folders(root: Path) -> list[str]:
    """The layout of CONTRIBUTING.md is the layout."""
    path = root / "CONTRIBUTING.md"
    rows = FOLDERS_ROW.findall(path.read_text("utf-8")) if path.is_file() else []
    return [
        f"{place(path, root)}: no file is in {name}, which the layout lists"
        for row in rows
        for name in FOLDER.findall(row)
        if not any(files(root / name)) and not any(files(root / ADDON / name))
    ]


def unpinned_requirements(root: Path) -> list[str]:
    """One file a purpose, one exact version a line."""
    return [
        f"{place(path, root)}:{number}: pin {line.strip()!r} to one version with =="
        for path in sorted(root.glob("requirements/*.txt"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.strip() and not line.lstrip().startswith(("#", "-"))
        if not REQUIREMENT.match(line.split(";")[0].replace(" ", ""))
    ]


def differing_hook_versions(root: Path) -> list[str]:
    """pre-commit runs the very tools of `make lint`."""
    lint, hooks = root / "requirements" / "lint.txt", root / ".pre-commit-config.yaml"
    if not (lint.is_file() and hooks.is_file()):
        return ["requirements/lint.txt or .pre-commit-config.yaml: it is missing"]
    pins = _pins(lint)
    return [
        f"{hooks.name}: {name} is {version} here and "
        f"{pins[name]} in requirements/lint.txt"
        for name, version in _pins(hooks).items()
        if pins.get(name, version) != version
    ]


def _pins(path: Path) -> dict[str, str]:
    return {
        name.lower().replace("_", "-"): version
        for name, version in REQUIREMENT.findall(path.read_text("utf-8"))
    }
