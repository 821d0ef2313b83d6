"""``python3 -m devtools <command>``, as the Makefile calls it."""

import argparse
import dataclasses
import io
import shlex
import sys
from pathlib import Path

from benchmarks import approving, morning, speed

from . import (
    accessibility,
    chaos,
    demo,
    demo_year,
    inventory,
    packaging,
    screenshots,
    side_by_side,
    testing,
    tidying,
)
from .console import Problem, say
from .odoo_session import open_session, set_up_tools
from .processes import exit_on_signals
from .workspace import Workspace


def main() -> int:
    """Run one command; return the exit code."""
    arguments = parser().parse_args()
    exit_on_signals()
    # A terminal that cannot show a currency's sign must not end the demo.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    root = Path(__file__).resolve().parent.parent
    try:
        return run(arguments, Workspace(root))
    except Problem as problem:
        sys.stdout.flush()
        print(f"error: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="devtools", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="fetch and build what the others need")
    shown = commands.add_parser("demo", help="show the addon on real data")
    shown.add_argument("--once", action="store_true", help="do not serve")
    shown.add_argument("--fresh", action="store_true", help="forget the last demo")
    shown.add_argument("--year", action="store_true", help="its year, learned numbers")
    tests = commands.add_parser("test", help="run phases of the tests")
    tests.add_argument("phases", nargs="*", metavar="PHASE")
    tests.add_argument("--pytest", default="", metavar="ARGUMENTS")
    tests.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    disasters = commands.add_parser("chaos", help="the long form of the kill tests")
    disasters.add_argument("--kills", type=int, default=200)
    disasters.add_argument("--seeds", type=int, default=12)
    commands.add_parser("wheel", help="build the addon's wheel")
    commands.add_parser("pot", help="export the addon's terms")
    commands.add_parser("screenshots", help="take the README's pictures")
    commands.add_parser("accessibility", help="ask axe-core about every screen")
    bench = commands.add_parser("bench-speed", help="measure beside core's scheduler")
    bench.add_argument("--parts", type=_names, default=speed.PARTS)
    bench.add_argument("--sizes", type=_numbers, default=speed.SIZES)
    bench.add_argument("--sweep-sizes", type=_numbers, default=speed.SWEEP_SIZES)
    bench.add_argument("--rules", type=int, default=speed.LATENCY_RULES)
    bench.add_argument("--repeats", type=int, default=20)
    stock = commands.add_parser("bench-inventory", help="compare stock at equal fill")
    stock.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    stock.add_argument("--results", action="store_true", help="write RESULTS.md")
    commands.add_parser("bench-morning", help="count a morning's clicks")
    commands.add_parser("bench-approve", help="time what one waits for in Approve")
    commands.add_parser("clean", help="stop the server, remove .jit")
    return top


def _names(text: str) -> list[str]:
    """``a,b`` or ``a b``, each a part that can be measured."""
    names = text.replace(",", " ").split()
    if unknown := set(names) - set(speed.PARTS):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


def _numbers(text: str) -> list[int]:
    """``1000,5000`` or ``1000 5000``."""
    return [int(number) for number in text.replace(",", " ").split()]


def _show_demo(arguments: argparse.Namespace, workspace: Workspace) -> int:
    if arguments.year:
        demo_year.run(workspace)
        return 0
    return demo.run(workspace, once=arguments.once, fresh=arguments.fresh)


def run(arguments: argparse.Namespace, workspace: Workspace) -> int:
    """Do what the command line asks."""
    match arguments.command:
        case "setup":
            set_up_tools(workspace)
            with open_session(workspace):
                say("Ready: make demo, make test")
        case "demo":
            return _show_demo(arguments, workspace)
        case "test":
            return 0 if test(arguments, workspace) else 1
        case "chaos":
            return chaos.run(workspace, kills=arguments.kills, seeds=arguments.seeds)
        case "wheel":
            packaging.build_wheel(workspace)
        case "pot":
            packaging.export_terms(workspace)
        case "screenshots" | "accessibility":
            return look(arguments, workspace)
        case name if name.startswith("bench-"):
            return benchmark(arguments, workspace)
        case "clean":
            tidying.clean(workspace)
    return 0


def look(arguments: argparse.Namespace, workspace: Workspace) -> int:
    """Open the screens: for pictures of them, or to ask who can use them."""
    if arguments.command == "accessibility":
        return 0 if accessibility.run(workspace) else 1
    screenshots.run(workspace)
    return 0


def benchmark(arguments: argparse.Namespace, workspace: Workspace) -> int:
    """Measure how fast the addon is, the stock it needs, or the clicks."""
    if arguments.command == "bench-morning":
        return morning.run(workspace)
    if arguments.command == "bench-approve":
        return approving.run(workspace)
    if arguments.command == "bench-inventory":
        return inventory.run(workspace, arguments.data, results=arguments.results)
    chosen = {field.name for field in dataclasses.fields(speed.Choice)}
    options = {k: v for k, v in vars(arguments).items() if k in chosen}
    speed.run(workspace, speed.Choice(**options))
    return 0


def test(arguments: argparse.Namespace, workspace: Workspace) -> bool:
    """Run phases of the tests, or some of them for the process that started this."""
    phases = arguments.phases or testing.PHASES
    extra = shlex.split(arguments.pytest)
    if not arguments.answer:
        return testing.run(workspace, phases, extra)
    results = testing.run_phases(workspace, phases, extra)
    side_by_side.answer_with(results, arguments.answer)
    return True


if __name__ == "__main__":
    sys.exit(main())
