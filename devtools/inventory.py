"""``make bench-inventory``: the stock that each method needs on real demand."""

import sys
from pathlib import Path

from . import locks, virtual_environment
from .console import Problem
from .processes import run_shown
from .workspace import Workspace


def run(workspace: Workspace, folder: Path, *, results: bool = False) -> int:
    """Compare all methods on every demand set of the folder; 1 if there is none, or if
    the addon's replay finds other figures.

    :param results: write the tables of benchmarks/RESULTS.md anew
    """
    if not folder.is_dir():
        raise Problem(f"{folder} is no folder; DATA=FOLDER names one with demand sets")
    waiting = "Waiting for the set-up that runs in another terminal"
    with locks.exclusive(workspace.locks / "set-up-inventory", waiting=waiting):
        python = virtual_environment.ensure(
            workspace,
            workspace.tools.with_name("inventory"),
            ["inventory"],
            python=Path(sys.executable),
            # the policy is imported as its own tests do: without Odoo
            search_paths=[workspace.root, workspace.root / "jit_replenishment"],
        )
    more = ["--results"] if results else []
    compared, agreed = (
        run_shown(
            [str(python), "-m", module, str(folder.resolve()), *options],
            env=workspace.environment(),
            cwd=workspace.root,
        )
        for module, options in (
            ("benchmarks.inventory", more),
            ("benchmarks.inventory.agreement", []),
        )
    )
    return compared or agreed
