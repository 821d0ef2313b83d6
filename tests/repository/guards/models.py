"""One model a file, each with its access rows and its company rule."""

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from .tree import addons, files, imported_beside, modules, parse, place

MODEL_FOLDERS = ("models", "wizard", "report")


@dataclass(frozen=True)
class Model:
    """One model class as its source states it."""

    addon: Path
    path: Path
    name: str
    is_new: bool
    kind: str
    fields: frozenset[str]

    @property
    def xmlid(self) -> str:
        return f"model_{self.name.replace('.', '_')}"


def models(root: Path) -> list[Model]:
    return [
        model
        for addon in addons(root)
        for folder in MODEL_FOLDERS
        for path in modules(addon / folder)
        for model in _models_in(addon, path)
    ]


def _models_in(addon: Path, path: Path) -> Iterator[Model]:
    for node in parse(path).body:
        if not isinstance(node, ast.ClassDef):
            continue
        values = dict(_assignments(node))
        name = _text(values.get("_name"))
        inherited = _texts(values.get("_inherit"))
        if name or len(inherited) == 1:
            kinds = [
                base.attr for base in node.bases if isinstance(base, ast.Attribute)
            ]
            yield Model(
                addon,
                path,
                name or inherited[0],
                bool(name) and name not in inherited,
                kinds[0] if kinds else "",
                frozenset(values),
            )


def _assignments(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for statement in node.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value


def _texts(node: ast.expr | None) -> list[str]:
    """The strings that an attribute is set to, in a list or alone."""
    nodes = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    return [text for text in map(_text, nodes) if text]


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and node.value else ""


def misnamed_model_files(root: Path) -> list[str]:
    """models/ holds one model a file; the file is named after the model.

    A model of Odoo's that gets much from us may have a second file, `<model>_<topic>`.
    """
    found = []
    for addon in addons(root):
        for path in modules(addon / "models"):
            held = list(_models_in(addon, path))
            if len(held) != 1:
                found.append(
                    f"{place(path, root)}: it holds {len(held)} models, wanted one; "
                    "reading belongs in queries/, deciding in policy/"
                )
            elif not _is_named_after(path, held[0]):
                found.append(
                    f"{place(path, root)}: rename it to "
                    f"{held[0].name.replace('.', '_')}.py, after its model"
                )
    return found


def _is_named_after(path: Path, model: Model) -> bool:
    stem = model.name.replace(".", "_")
    if path.stem == stem:
        return True
    first = path.with_name(f"{stem}.py")
    return not model.is_new and path.stem.startswith(f"{stem}_") and first.exists()


def unloaded_modules(root: Path) -> list[str]:
    """Odoo sees a model only when the folder's __init__.py imports its file."""
    return [
        f"{place(path, root)}: import it in {addon.name}/{folder}/__init__.py"
        for addon in addons(root)
        for folder in MODEL_FOLDERS
        for path in modules(addon / folder)
        if path.stem not in imported_beside(addon / folder / "__init__.py")
    ]


def models_without_access(root: Path) -> list[str]:
    return [
        f"{place(model.path, root)}: give {model.name} its rows in "
        f"{model.addon.name}/security/ir.model.access.csv"
        for model in models(root)
        if model.is_new
        and model.kind != "AbstractModel"
        and model.xmlid not in _models_with_access(model.addon)
    ]


def _models_with_access(addon: Path) -> set[str]:
    path = addon / "security" / "ir.model.access.csv"
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as rows:
        return {
            (row.get("model_id:id") or row.get("model_id/id") or "").split(".")[-1]
            for row in csv.DictReader(rows)
        }


def models_without_company_rule(root: Path) -> list[str]:
    """Wizards need none: Odoo shows them to their creator alone."""
    return [
        f"{place(model.path, root)}: {model.name} has a company_id, "
        "so give it an ir.rule on the user's companies"
        for model in models(root)
        if model.is_new
        and model.kind == "Model"
        and "company_id" in model.fields
        and model.xmlid not in _models_with_company_rule(model.addon)
    ]


def _models_with_company_rule(addon: Path) -> set[str]:
    found = set()
    for path in files(addon / "security", ".xml"):
        for record in ElementTree.parse(path).iter("record"):
            values = {field.get("name"): field for field in record.iter("field")}
            if record.get("model") != "ir.rule" or "model_id" not in values:
                continue
            domain = "".join(values["domain_force"].itertext())
            if re.search(r"company_id.*company_ids", domain, re.DOTALL):
                found.add(values["model_id"].get("ref", "").split(".")[-1])
    return found
