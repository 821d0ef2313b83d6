"""The same databases as the concurrency tests: one each, dropped afterwards."""

from ..concurrency.conftest import committed, registry

__all__ = ["committed", "registry"]
