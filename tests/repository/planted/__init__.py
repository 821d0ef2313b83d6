"""Small repositories with an offence, beside what looks like one and is allowed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Offence:
    """What `rule` finds in `tree`: the places its findings start with, in order."""

    rule: str
    places: tuple[str, ...]
    tree: dict[str, str]

    def __str__(self) -> str:
        return f"{self.rule}-{'+'.join(self.places)}"


def offence(rule: str, places: str | tuple[str, ...], tree: dict[str, str]) -> Offence:
    return Offence(rule, (places,) if isinstance(places, str) else places, tree)
