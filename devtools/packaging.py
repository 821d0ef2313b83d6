"""The wheel and the translation template of the addon."""

import re
import shutil
from pathlib import Path

from . import databases
from .console import say, step
from .odoo_session import open_session, set_up_tools
from .processes import run_logged
from .workspace import PRODUCTION_ADDON, Workspace

# Every export has new ones.
DATES = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date): .*\n', re.MULTILINE)


def build_wheel(workspace: Workspace) -> None:
    """Build the addon's wheel in dist/."""
    python = set_up_tools(workspace) / "python"
    folder = workspace.root / "dist"
    log = workspace.logs / "wheel.log"
    # The builder is in the environment already, at the version that is pinned.
    argv = [str(python), "-m", "pip", "wheel", "--disable-pip-version-check"]
    argv += ["--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    argv.append(str(workspace.root / PRODUCTION_ADDON))
    with step("Building the wheel"):
        run_logged(argv, log, env=workspace.environment(), cwd=workspace.root)
    for wheel in sorted(folder.glob("*.whl")):
        say(f"    {wheel.relative_to(workspace.root)}")


def export_terms(workspace: Workspace) -> None:
    """Write the addon's .pot file; leave it alone if only its dates would change."""
    target = workspace.root / PRODUCTION_ADDON / "i18n" / f"{PRODUCTION_ADDON}.pot"
    exported = workspace.home / target.name
    with open_session(workspace) as session:
        database = session.database("pot")
        databases.copy_of(session, databases.addon_template, database)
        configuration = str(session.configuration(database))
        argv = [str(session.python), "-W", "ignore", "-m", "odoo", "i18n", "export"]
        argv += ["-c", configuration, "-o", str(exported), PRODUCTION_ADDON]
        with step("Exporting terms"):
            run_logged(argv, workspace.logs / "pot.log", env=session.environment())
        databases.drop(session, database)
    if target.exists() and _undated(target) == _undated(exported):
        say("    no change")
    else:
        target.parent.mkdir(exist_ok=True)
        shutil.move(exported, target)
        say(f"    {target.relative_to(workspace.root)}")
    _bring_translations_up_to_date(workspace, target)


def _bring_translations_up_to_date(workspace: Workspace, template: Path) -> None:
    translations = sorted(map(str, template.parent.glob("*.po")))
    python = set_up_tools(workspace) / "python"
    argv = [str(python), "-m", "devtools.translations", str(template), *translations]
    log = workspace.logs / "translations.log"
    with step("Bringing translations up to date"):
        run_logged(argv, log, env=workspace.environment(), cwd=workspace.root)
    say(log.read_text().rstrip())


def _undated(path: Path) -> str:
    return DATES.sub("", path.read_text())
