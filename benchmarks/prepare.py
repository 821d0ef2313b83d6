"""Fill a database and look at every rule once, as if it had run for a while.

Arguments: configuration file, database, number of rules, ``jit`` or ``core``.
"""

import sys

from . import data
from .core_scheduler import run_scheduler
from .measuring import environment, open_registry
from .sweep import look_at_everything


def main() -> None:
    configuration, database, rules, whose = sys.argv[1:]
    registry = open_registry(configuration, database)
    with environment(registry) as env:
        data.load(env, int(rules), "jit" if whose == "jit" else "auto")
    if whose == "jit":
        look_at_everything(registry)
    else:
        run_scheduler(registry)


if __name__ == "__main__":
    main()
