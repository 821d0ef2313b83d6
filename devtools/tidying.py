"""``make clean``."""

import shutil

from .console import step
from .postgres_programs import server_home
from .postgres_server import stop_unused
from .workspace import Workspace


def clean(workspace: Workspace) -> None:
    """Stop the private server and remove all that was fetched, built or run."""
    if not workspace.home.exists():
        return
    with step("Removing .jit"):
        stop_unused(workspace)
        for folder in {server_home(workspace), workspace.home}:
            shutil.rmtree(folder, ignore_errors=True)
