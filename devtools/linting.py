"""The linters of ``make lint``, each one a check that passes or fails."""

from pathlib import Path

from .console import say
from .odoo_session import set_up_tools
from .processes import run_shown
from .results import PhaseResult
from .workspace import Workspace


def run(workspace: Workspace, result: PhaseResult) -> None:
    """Run every linter, also after one has complained."""
    programs = set_up_tools(workspace)
    environment = workspace.environment()
    # Some linters call others, and find plugins beside themselves.
    environment["PATH"] = f"{programs}:{environment.get('PATH', '')}"
    for name, *arguments in commands(workspace):
        argv = [str(programs / name), *arguments]
        code = run_shown(argv, env=environment, cwd=workspace.root)
        shown = " ".join([name, *arguments])
        if code:
            result.fail(f"{shown} ended with {code}")
            say(f"--- failed: {shown}")
        else:
            result.passed += 1


def commands(workspace: Workspace) -> list[list[str]]:
    """The command lines, relative to the checkout."""
    addons = workspace.addons()
    python = python_paths(workspace.root)
    found = [
        ["ruff", "check", "--cache-dir=.jit/ruff", *python],
        ["ruff", "format", "--check", "--cache-dir=.jit/ruff", *python],
        ["pylint", "--rcfile=.pylintrc", "--persistent=no", *addons],
        ["lint-imports", "--cache-dir=.jit/import-linter"],
        *(["oca-checks-odoo-module", addon] for addon in addons),
    ]
    translations = [
        str(path.relative_to(workspace.root))
        for addon in addons
        for path in sorted((workspace.root / addon / "i18n").glob("*.po*"))
    ]
    if translations:
        # Its format empties a translation that equals the term, which then cannot be
        # told from one that is missing.
        found.append(["oca-checks-po", "--disable=po-pretty-format", *translations])
    found.append(["python", "-m", "devtools.check_docker"])
    return found


def python_paths(root: Path) -> list[str]:
    """Folders and files at the top with Python in them, but hidden ones."""
    return sorted(
        path.name
        for path in root.iterdir()
        if not path.name.startswith(".")
        and (path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py"))))
    )
