"""The manifest names every data file, and migrations follow the version."""

import re
from pathlib import Path

from .tree import addons, files, manifest, parse, place

DATA_FOLDERS = ("data", "demo", "report", "security", "views", "wizard")
VERSION = re.compile(r"19\.0\.(\d+)\.(\d+)\.(\d+)")
MIGRATION_SCRIPTS = {"pre-migrate.py", "post-migrate.py", "end-migrate.py"}


def _listed_files(addon: Path) -> list[str]:
    contents = manifest(addon)
    return [*contents.get("data", ()), *contents.get("demo", ())]


def unlisted_data(root: Path) -> list[str]:
    return [
        f"{place(path, root)}: list it under data or demo in the manifest"
        for addon in addons(root)
        for folder in DATA_FOLDERS
        for path in files(addon / folder, ".xml", ".csv")
        if path.relative_to(addon).as_posix() not in _listed_files(addon)
    ]


def missing_data(root: Path) -> list[str]:
    return [
        f"{addon.name}/__manifest__.py: it lists {name}, which does not exist"
        for addon in addons(root)
        for name in _listed_files(addon)
        if not (addon / name).is_file()
    ]


def missing_assets(root: Path) -> list[str]:
    return [
        f"{addon.name}/__manifest__.py: the asset {pattern} matches no file"
        for addon in addons(root)
        for patterns in manifest(addon).get("assets", {}).values()
        for pattern in patterns
        if isinstance(pattern, str)
        and pattern.startswith(f"{addon.name}/")
        and not any(root.glob(pattern))
    ]


def wrong_versions(root: Path) -> list[str]:
    """19.0.x.y.z: a fix raises z, a feature y, a change of stored data x.

    A raised x therefore comes with migrations/19.0.x.0.0.
    """
    found = []
    for addon in addons(root):
        version = manifest(addon).get("version", "")
        match = VERSION.fullmatch(version)
        if not match:
            found.append(
                f"{addon.name}/__manifest__.py: write the version as 19.0.x.y.z"
            )
        elif int(match[1]) > 1:
            first = f"19.0.{match[1]}.0.0"
            if not (addon / "migrations" / first).is_dir():
                found.append(
                    f"{addon.name}: version {version} needs migrations/{first}"
                )
    return found


def wrong_migrations(root: Path) -> list[str]:
    found = []
    for addon in addons(root):
        current = _parts(manifest(addon).get("version", ""))
        for folder in sorted((addon / "migrations").glob("*/")):
            if folder.name.startswith("__"):
                continue
            where = place(folder, root)
            version = _parts(folder.name)
            if not version:
                found.append(f"{where}: name it after a version, 19.0.x.y.z")
            elif current and version > current:
                found.append(f"{where}: raise the manifest's version to this one")
            found += [
                f"{place(path, root)}: Odoo runs only "
                f"{', '.join(sorted(MIGRATION_SCRIPTS))} with migrate(cr, version)"
                for path in sorted(folder.glob("*.py"))
                if path.name not in MIGRATION_SCRIPTS or not _has_migrate(path)
            ]
    return found


def _parts(version: str) -> tuple[int, ...]:
    match = VERSION.fullmatch(version)
    return tuple(map(int, match.groups())) if match else ()


def _has_migrate(path: Path) -> bool:
    return any(getattr(node, "name", None) == "migrate" for node in parse(path).body)
