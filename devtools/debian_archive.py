"""Odoo's own files from Debian's archive, without touching the machine's apt.

The archive's packages are fetched with an apt root of our own and unpacked, never
installed: no root is needed, and nothing of the machine changes. The mirror is the one
the machine's apt already uses; the signature is checked with Debian's keyring.
"""

import ast
import shutil
import subprocess
from pathlib import Path

from .console import Problem, step
from .processes import capture, run_logged
from .workspace import Workspace

SUITE = "sid"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
ODOO_PACKAGE = "odoo-19"
# Odoo's package links to these instead of carrying its own copies.
LINKED_PACKAGES = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
)
DIST_PACKAGES = Path("usr/lib/python3/dist-packages")
# Most of the package: translations but French, which tests may load to see a foreign
# language, addons that have nothing to do with purchasing or stock, and a second,
# partial copy of all addons.
LEFT_OUT = (
    f"./{DIST_PACKAGES}/addons",
    "*/i18n/[!f]*",
    "*/i18n/f[!r]*",
    "*/addons/l10n_*",
    "*/addons/website*",
    "*/addons/pos_*",
    "*/addons/test_*",
    "*/addons/theme_*",
    "./usr/share/doc",
)
# Debian removed this file as not free but left it in the list of web assets: without
# a stand-in every page logs an error, and every browser test fails on it.
MISSING_SCRIPT = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
STAND_IN = "/* Video call background blur: not in Debian's package. */\n"
INDEX_FORMAT = "$(CREATED_BY)|$(COMPONENT)|$(REPO_URI)"


def mirror_in(index_targets: str) -> str:
    """The address of the first main archive in the output of ``indextargets``."""
    for line in index_targets.splitlines():
        kind, _, rest = line.partition("|")
        component, _, address = rest.partition("|")
        if (kind, component) == ("Packages", "main"):
            return address
    return ""


def fetch(workspace: Workspace, target: Path) -> None:
    """Unpack Odoo below ``target``; a Problem when this machine cannot."""
    for program in ("apt-get", "dpkg-deb", "tar"):
        if not shutil.which(program):
            raise Problem(f"{program} is not on this machine")
    if not KEYRING.exists():
        raise Problem(f"{KEYRING} is missing (package debian-archive-keyring)")
    work = target.with_name(target.name + ".part")
    shutil.rmtree(work, ignore_errors=True)
    apt = PrivateApt(workspace, work / "apt")
    with step("Fetching Odoo 19 from Debian's archive"):
        apt.update()
        packages = apt.download([ODOO_PACKAGE, *LINKED_PACKAGES])
    with step("Unpacking Odoo 19"):
        tree = work / "tree"
        tree.mkdir()
        for package in packages:
            _unpack(package, tree)
        addons = tree / DIST_PACKAGES / "odoo" / "addons"
        remove_incomplete(addons)
        _mend(addons)
    # Renamed last: a tree that is there is a whole one.
    shutil.rmtree(target, ignore_errors=True)
    tree.rename(target)
    target.touch()
    shutil.rmtree(work)


class PrivateApt:
    """apt-get with its own lists and cache, reading only the status of dpkg."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self._workspace = workspace
        self._folder = folder
        # The linters and the set-up may fetch at the same time.
        self._log = workspace.logs / f"debian-{folder.parent.stem}.log"
        # From nothing each time: with older lists at hand apt only warns when a
        # signature does not verify.
        for needed in ("state/lists/partial", "cache/archives/partial", "packages"):
            (folder / needed).mkdir(parents=True)
        (folder / "sources.list").touch()

    def update(self) -> None:
        """Fetch and verify the index of the machine's own mirror."""
        mirror = mirror_in(self._index_targets_of_machine())
        if not mirror:
            raise Problem("no Debian archive in this machine's apt sources")
        line = f"deb [signed-by={KEYRING}] {mirror} {SUITE} main\n"
        (self._folder / "sources.list").write_text(line)
        self._run(["-o", "APT::Update::Error-Mode=any", "update"])

    def download(self, packages: list[str]) -> list[Path]:
        """Fetch packages, verified against the signed index."""
        folder = self._folder / "packages"
        self._run(["download", *packages], cwd=folder)
        return sorted(folder.glob("*.deb"))

    def _index_targets_of_machine(self) -> str:
        # ReleaseInfo=false reads the sources alone: without it apt leaves out what
        # has not been fetched yet, and a fresh machine has fetched nothing.
        argv = ["apt-get", *self._state_options()]
        argv += ["-o", "APT::Get::IndexTargets::ReleaseInfo=false"]
        argv += ["indextargets", "--format", INDEX_FORMAT]
        return capture(argv, env=self._workspace.environment())

    def _state_options(self) -> list[str]:
        settings = (
            f"Dir::State={self._folder / 'state'}",
            "Dir::State::status=/var/lib/dpkg/status",
        )
        return [part for setting in settings for part in ("-o", setting)]

    def _run(self, argv: list[str], cwd: Path | None = None) -> None:
        settings = (
            f"Dir::Etc::sourcelist={self._folder / 'sources.list'}",
            "Dir::Etc::sourceparts=/dev/null",
            "Dir::Etc::preferences=/dev/null",
            "Dir::Etc::preferencesparts=/dev/null",
            f"Dir::Cache={self._folder / 'cache'}",
            "APT::Sandbox::User=",
            "Acquire::Languages=none",
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
        )
        options = [part for setting in settings for part in ("-o", setting)]
        command = ["apt-get", "--quiet", *self._state_options(), *options, *argv]
        run_logged(command, self._log, env=self._workspace.environment(), cwd=cwd)


def _unpack(package: Path, tree: Path) -> None:
    exclusions = [f"--exclude={pattern}" for pattern in LEFT_OUT]
    reader = subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE
    )
    # Names of owners are the archive's; the files shall belong to who unpacks them.
    writer = subprocess.run(
        ["tar", "-x", "--no-same-owner", "--anchored", "--wildcards", *exclusions],
        stdin=reader.stdout,
        cwd=tree,
    )
    if reader.wait() or writer.returncode:
        raise Problem(f"cannot unpack {package.name}: is the disk full?")


def remove_incomplete(addons: Path) -> None:
    """Remove addons that depend on one we left out.

    Odoo would log them as errors whenever what makes them install by themselves is
    there.
    """
    needs = {
        path.parent.name: ast.literal_eval(path.read_text()).get("depends", ())
        for path in addons.glob("*/__manifest__.py")
    }
    while incomplete := [name for name in needs if not needs.keys() >= {*needs[name]}]:
        for name in incomplete:
            shutil.rmtree(addons / name)
            del needs[name]


def _mend(addons: Path) -> None:
    script = addons / MISSING_SCRIPT
    if not script.exists():
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(STAND_IN)
    web = addons / "web" / "static"
    dangling = [str(path) for path in web.rglob("*") if _dangles(path)]
    # Odoo's stylesheets use the font under another path.
    needed = [path for path in dangling if "fontawesome" not in path]
    if needed:
        raise Problem(f"Odoo's package links to files we did not fetch: {needed}")


def _dangles(path: Path) -> bool:
    return path.is_symlink() and not path.exists()
