"""People never read the engine's words. CONTRIBUTING.md has the words they do read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from .tree import addons, called_name, files, parse, place

FORBIDDEN = re.compile(
    r"\b(inventory positions?|signals?|decisions?|exceptions?|shadows?|proposals?"
    r"|bands?|protection intervals?)\b",
    re.I,
)
SHOWN_ATTRIBUTES = {
    "alt", "aria-label", "avg", "confirm", "confirm-label", "confirm-title",
    "data-tooltip", "help", "placeholder", "string", "sum", "title",
}  # fmt: skip
SHOWN_FIELDS = {
    "body_html",
    "description",
    "help",
    "name",
    "note",
    "subject",
    "summary",
}
# Their names are read by developers alone.
TECHNICAL_MODELS = {"ir.model.access", "ir.model.data", "ir.rule", "ir.ui.view"}
RELATIONS = {"Many2many", "Many2one", "One2many", "Reference"}
TRANSLATIONS = {"_", "_lt", "_t"}


def forbidden_screen_words(root: Path) -> list[str]:
    return [
        f"{place(path, root)}: no one on a screen knows {match[0]!r} (in {text!r}), "
        "use the screen words of CONTRIBUTING.md"
        for path, text in shown_texts(root)
        for match in [FORBIDDEN.search(text)]
        if match
    ]


def shown_texts(root: Path) -> Iterator[tuple[Path, str]]:
    """Every string of the addons that a user can read, with its file."""
    for addon in addons(root):
        for path in files(addon, ".py", ".xml", ".js"):
            if "tests" in path.relative_to(addon).parts:
                continue
            for text in _READERS[path.suffix](path):
                yield path, " ".join(text.split())


def _from_python(path: Path) -> Iterator[str]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Call) and called_name(node) in TRANSLATIONS:
            yield from _constants(node.args[:1])
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                yield from _from_field(statement)


def _from_field(statement: ast.stmt) -> Iterator[str]:
    """Label, help and choices of `name = fields.Something(...)`."""
    if not isinstance(statement, ast.Assign) or not isinstance(
        statement.value, ast.Call
    ):
        return
    call, target = statement.value, statement.targets[0]
    function = call.func
    if not (isinstance(function, ast.Attribute) and isinstance(target, ast.Name)):
        return
    if not (isinstance(function.value, ast.Name) and function.value.id == "fields"):
        return
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    labels = [*_constants(_positional_label(function.attr, call))]
    labels += _constants([named[key] for key in ("string",) if key in named])
    if not labels and "related" not in named:
        labels = [re.sub(r"_ids?$", "", target.id).replace("_", " ")]
    yield from labels
    yield from _constants([named[key] for key in ("help",) if key in named])
    if function.attr == "Selection":
        choices = [*call.args[:1], *named.values()]
        yield from _constants(
            node.elts[1]
            for choice in choices
            for node in ast.walk(choice)
            if isinstance(node, ast.Tuple) and len(node.elts) == 2
        )


def _positional_label(kind: str, call: ast.Call) -> list[ast.expr]:
    if kind == "One2many":
        return call.args[2:3]
    return call.args[1:2] if kind in RELATIONS | {"Selection"} else call.args[:1]


def _constants(nodes) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _from_xml(path: Path) -> Iterator[str]:
    tree = ElementTree.parse(path).getroot()
    if tree.tag == "templates":
        yield from _from_markup(tree)
    for node in tree.iter():
        if node.tag == "menuitem":
            yield node.get("name", "")
        elif node.tag == "template" and tree.tag != "templates":
            yield from _from_markup(node)
        elif node.tag == "record":
            yield from _from_record(node)


def _from_record(record: ElementTree.Element) -> Iterator[str]:
    model = record.get("model", "")
    for field in record.findall("field"):
        name = field.get("name", "")
        if name == "arch":
            yield from _from_markup(field)
        elif model not in TECHNICAL_MODELS and (
            name in SHOWN_FIELDS or model.startswith("jit.")
        ):
            yield "".join(field.itertext())


def _from_markup(node: ElementTree.Element) -> Iterator[str]:
    """Texts and readable attributes of a view or of a QWeb template."""
    for part in node.iter():
        yield part.tail or ""
        if part.tag in {"script", "style"}:
            continue
        if part.tag != "attribute" or part.get("name") in SHOWN_ATTRIBUTES:
            yield part.text or ""
        for name, value in part.attrib.items():
            if name.removeprefix("t-attf-") in SHOWN_ATTRIBUTES:
                yield value


def _from_javascript(path: Path) -> Iterator[str]:
    for match in re.finditer(
        r"\b_t\(\s*([\"'`])(.*?)\1", path.read_text("utf-8"), re.S
    ):
        yield match[2]


_READERS = {".py": _from_python, ".xml": _from_xml, ".js": _from_javascript}
