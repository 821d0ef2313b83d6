"""The phases of ``make test``."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from . import (
    accessibility,
    databases,
    linting,
    odoo_log,
    side_by_side,
    skip_list,
    system_packages,
)
from .console import Problem, say, seconds, step
from .locks import exclusive
from .odoo_session import OdooSession, open_session, set_up_tools
from .postgres_server import free_port
from .processes import run_shown
from .results import PhaseResult, read_junit
from .workspace import DEMO_ADDON, PRODUCTION_ADDON, Workspace

FOLDERS = {
    "policy": ("tests/policy", "tests/benchmarks", "tests/repository"),
    # One database, and every test rolls back.
    "odoo": (
        f"{PRODUCTION_ADDON}/tests",
        f"{DEMO_ADDON}/tests",
        "tests/neighbours",
    ),
    # Databases of their own: they commit.
    "commits": ("tests/concurrency", "tests/upgrade"),
}
PROGRAMS = (system_packages.BROWSER, system_packages.PDF_PRINTER)
FIRST_TEST_PORT = 18069
# One test that hangs must not keep all the others from being run.
TEST_SECONDS = 600
STATEMENT_SECONDS = 300
# Tests roll back: whenever autovacuum comes, it finds tables empty that a test has
# filled, and PostgreSQL then reads them as if they were.
KEEP_STATISTICS = """
    DO $$
    DECLARE each regclass;
    BEGIN
        FOR each IN SELECT oid FROM pg_class
                     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        LOOP
            EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', each);
        END LOOP;
    END $$
"""
PHASES = ("lint", "policy", "install", "accessibility", "commits", "odoo")
ON_ODOO = ("install", "accessibility", "commits", "odoo")


def run(workspace: Workspace, names: Sequence[str], arguments: Sequence[str]) -> bool:
    """Run phases by name; return whether everything passed.

    A failure does not stop the phases after it: one run shows all there is to mend.
    ``arguments`` go to pytest.
    """
    started = time.monotonic()
    if arguments and "odoo" in names:
        # What they choose may be in either: one pytest has the folders of both.
        names = [name for name in names if name != "commits"]
    with ExitStack() as stack:
        if set(names) & set(ON_ODOO):
            refusal = "tests already run in this folder, and they would share databases"
            lock = workspace.locks / "tests"
            stack.enter_context(exclusive(lock, refusal=refusal))
        here, beside = (names, []) if arguments else side_by_side.split(names)
        with side_by_side.running_beside(workspace, beside) as others:
            results = run_phases(workspace, here, arguments)
            results += others.finish()
    return report(results, time.monotonic() - started)


def run_phases(
    workspace: Workspace, names: Sequence[str], arguments: Sequence[str]
) -> list[PhaseResult]:
    """Run phases one after the other in this process."""
    results: list[PhaseResult] = []
    if "lint" in names:
        with _phase("lint", results) as result:
            linting.run(workspace, result)
    if "policy" in names:
        with _phase("policy", results) as result:
            run_policy(workspace, result, arguments)
    if set(names) & set(ON_ODOO):
        _run_with_odoo(workspace, names, arguments, results)
    return results


def _run_with_odoo(
    workspace: Workspace,
    names: Sequence[str],
    arguments: Sequence[str],
    results: list[PhaseResult],
) -> None:
    session = None
    with ExitStack() as stack:
        with _phase("set-up", results):
            system_packages.ensure_programs(workspace, PROGRAMS)
            session = stack.enter_context(open_session(workspace))
        if session and "install" in names:
            with _phase("install", results) as result:
                run_install(session, result)
        if session and "accessibility" in names:
            with _phase("accessibility", results) as result:
                accessibility.run_small(session, result)
        for name in ("commits", "odoo"):
            if session and name in names:
                with _phase(name, results) as result:
                    run_odoo(session, result, arguments)


def run_policy(
    workspace: Workspace, result: PhaseResult, arguments: Sequence[str]
) -> None:
    """The tests that need no Odoo."""
    python = set_up_tools(workspace) / "python"
    command = [str(python), "-m", "pytest", "-p", "no:odoo"]
    tests = _chosen(workspace, FOLDERS["policy"], arguments)
    _pytest(workspace, result, [*command, *tests], workspace.environment())


def run_odoo(
    session: OdooSession, result: PhaseResult, arguments: Sequence[str]
) -> None:
    """The tests that need Odoo, on a database with the addon and its neighbours."""
    workspace = session.workspace
    folders = FOLDERS[result.name]
    if arguments:
        folders = (*FOLDERS["odoo"], *FOLDERS["commits"])
    database = session.database(f"test_{result.name}")
    template = databases.copy_of(session, databases.addon_template, database)
    _limit_statements(session, database)
    session.sql(KEEP_STATISTICS, database=database)
    environment = session.environment(
        ODOO_RC=str(session.configuration(database)), JIT_TEMPLATE_DB=template
    )
    # Without --odoo-http pytest-odoo skips all browser tests.
    command = [str(session.python), "-W", "ignore", "-m", "pytest", "--odoo-http"]
    command.append(f"--timeout={TEST_SECONDS}")
    tests = _chosen(workspace, folders, arguments)
    _pytest(workspace, result, [*command, *tests], environment)


def _limit_statements(session: OdooSession, database: str) -> None:
    """No Python program can end a statement its connection waits for."""
    limit = f"SET statement_timeout = '{STATEMENT_SECONDS}s'"
    session.sql(f'ALTER DATABASE "{database}" {limit}')


def run_install(session: OdooSession, result: PhaseResult) -> None:
    """Odoo's own runner while installing the addon alone; no warning may be logged."""
    database = session.database("test_install")
    databases.copy_of(session, databases.core_template, database)
    _limit_statements(session, database)
    with step(f"Installing {PRODUCTION_ADDON} with --test-enable"):
        log, code = session.run_odoo(
            database,
            *("--init", PRODUCTION_ADDON, "--stop-after-init", "--test-enable"),
            *("--test-tags", f"/{PRODUCTION_ADDON}"),
            *("--http-port", str(free_port(FIRST_TEST_PORT))),
            check=False,
        )
    allowed = skip_list.read(session.workspace.allowed_skips)
    odoo_log.read(log.read_text(errors="replace"), code, result, allowed)
    if result.failed:
        result.complaints.append(f"the whole log is {log}")


def report(results: Sequence[PhaseResult], duration: float) -> bool:
    """Print what failed, a line per phase and the totals; return whether all passed."""
    for result in results:
        for complaint in result.complaints:
            say(f"{result.name}: {complaint}")
    say()
    for result in results:
        say(
            f"{result.name:<8} {result.passed:>5} passed {result.failed:>4} failed "
            f"{result.skipped:>4} skipped as listed, {seconds(result.duration)}"
        )
    say(f"{'all':<8} {seconds(duration)}")
    passed = sum(result.passed for result in results)
    failed = sum(result.failed for result in results)
    say(f"{passed} passed, {failed} failed")
    return not failed


@contextmanager
def _phase(name: str, results: list[PhaseResult]) -> Iterator[PhaseResult]:
    """Time a phase and count what keeps it from running as its failure."""
    result = PhaseResult(name)
    results.append(result)
    started = time.monotonic()
    try:
        yield result
    except Problem as problem:
        result.fail(str(problem))
    result.duration = time.monotonic() - started


def _chosen(
    workspace: Workspace, folders: Sequence[str], arguments: Sequence[str]
) -> list[str]:
    """The arguments, with the folders unless they name tests themselves."""
    paths = [argument.partition("::")[0] for argument in arguments]
    found = [] if workspace.existing(filter(None, paths)) else list(folders)
    return [*workspace.existing(found), *arguments]


def _pytest(
    workspace: Workspace,
    result: PhaseResult,
    command: Sequence[str],
    environment: dict[str, str],
) -> None:
    junit = workspace.reports / f"{result.name}.xml"
    junit.unlink(missing_ok=True)
    cache = workspace.home / "pytest_cache" / result.name
    options = [f"--junitxml={junit}", "-o", f"cache_dir={cache}"]
    argv = [*command, *options]
    code = run_shown(argv, env=environment, cwd=workspace.root)
    read_junit(junit, code, result, skip_list.read(workspace.allowed_skips))
