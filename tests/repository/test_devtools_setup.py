"""Choosing Odoo, PostgreSQL and the mirror: the parts that only read text and files."""

import os
import stat
from pathlib import Path

import pytest

from devtools import debian_archive, odoo_files, postgres_programs, postgres_server
from devtools.console import Problem
from devtools.workspace import Workspace, digest_of_files


@pytest.mark.parametrize(
    ("text", "major"),
    [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15),
        ("postgres (PostgreSQL) 9.6.24\n", 9),
        ("postgres (PostgreSQL) 18beta1\n", 18),
        ("something else", 0),
    ],
)
def test_version_of_postgresql(text: str, major: int):
    assert postgres_programs.major_version(text) == major


def test_newest_postgresql_is_found_by_number():
    folders = [Path(f"/usr/lib/postgresql/{name}/bin") for name in ("9.6", "13", "17")]
    found = postgres_programs.newest_first(folders)
    assert [folder.parent.name for folder in found] == ["17", "13", "9.6"]


def programs(folder: Path, version: str) -> Path:
    """PostgreSQL's programs as far as devtools looks at them."""
    folder.mkdir()
    for name in postgres_programs.NEEDED:
        program = folder / name
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return folder


def test_old_or_incomplete_postgresql_is_passed_over(tmp_path: Path):
    old = programs(tmp_path / "old", "12.20")
    good = programs(tmp_path / "good", "13.1")
    assert not postgres_programs.usable(old)
    assert postgres_programs.usable(good)
    (good / "initdb").unlink()
    assert not postgres_programs.usable(good)


def test_postgresql_comes_from_the_first_choice_there_is(tmp_path: Path, monkeypatch):
    old = programs(tmp_path / "old", "12.20")
    good = programs(tmp_path / "good", "16.2")
    workspace, python = Workspace(tmp_path), Path("python3")
    wheel = tmp_path / "wheel"
    monkeypatch.setattr(postgres_programs, "from_wheel", lambda *_: wheel)
    monkeypatch.delenv("PG_BINDIR", raising=False)
    monkeypatch.setattr(postgres_programs, "of_the_system", lambda: [old, good])
    assert postgres_programs.find(workspace, python) == good
    monkeypatch.setattr(postgres_programs, "of_the_system", lambda: [old])
    assert postgres_programs.find(workspace, python) == wheel
    monkeypatch.setenv("PG_BINDIR", str(good))
    assert postgres_programs.find(workspace, python) == good
    monkeypatch.setenv("PG_BINDIR", str(old))
    with pytest.raises(Problem, match="PG_BINDIR"):
        postgres_programs.find(workspace, python)


def test_a_server_of_the_user_s_is_taken_from_the_variables(monkeypatch):
    monkeypatch.setenv("DB_HOST", "db.example.org")
    monkeypatch.setenv("DB_PASSWORD", "secret")
    monkeypatch.delenv("DB_PORT", raising=False)
    monkeypatch.delenv("DB_USER", raising=False)
    connection = postgres_server.given_connection()
    assert (connection.host, connection.port) == ("db.example.org", 5432)
    assert connection.environment()["PGPASSWORD"] == "secret"
    assert "JIT_PG_BIN" not in connection.environment()


def test_mirror_is_that_of_the_first_main_archive():
    targets = (
        "Sources|main|https://one.example.org/archive/\n"
        "Packages|contrib|https://two.example.org/archive/\n"
        "Packages|main|https://three.example.org/archive/\n"
        "Packages|main|https://security.example.org/archive/\n"
    )
    assert debian_archive.mirror_in(targets) == "https://three.example.org/archive/"
    assert debian_archive.mirror_in("") == ""


def test_addons_without_their_dependencies_are_removed(tmp_path: Path):
    needs = {"base": [], "stock": ["base"], "pos_stock": ["pos"], "far": ["pos_stock"]}
    for name, depends in needs.items():
        (tmp_path / name).mkdir()
        manifest = repr({"name": name, "depends": depends})
        (tmp_path / name / "__manifest__.py").write_text(manifest)
    debian_archive.remove_incomplete(tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["base", "stock"]


@pytest.mark.parametrize(
    ("version_info", "series"),
    [
        ("(19, 0, 0, 'final', 0, '')", (19, 0)),
        ("('saas~19', 2, 0, 'final', 0, '')", (0, 0)),
    ],
)
def test_series_of_an_odoo(tmp_path: Path, version_info: str, series: tuple[int, int]):
    (tmp_path / "release.py").write_text(f"version_info = {version_info}\n")
    assert odoo_files.series_of(tmp_path) == series
    assert odoo_files.series_of(tmp_path / "nowhere") == (0, 0)


def test_wrong_checkout_is_refused_with_the_choices(tmp_path: Path, monkeypatch):
    (tmp_path / "odoo").mkdir()
    release = tmp_path / "odoo" / "release.py"
    release.write_text("version_info = (18, 0, 0, 'final', 0, '')\n")
    monkeypatch.setenv("ODOO_SOURCE", str(tmp_path))
    with pytest.raises(Problem, match=r"has Odoo 18\.0(.|\n)*ODOO_SOURCE=/path"):
        odoo_files.find(Workspace(tmp_path))


@pytest.mark.parametrize(
    ("first_line", "interpreter"),
    [
        ("#!/opt/odoo/bin/python -s\n", "/opt/odoo/bin/python"),
        ("#! /usr/bin/python3\n", "/usr/bin/python3"),
        ("\x7fELF", ""),
        ("#!/usr/bin/env no-such-program\n", ""),
    ],
)
def test_interpreter_of_an_installed_odoo(first_line: str, interpreter: str):
    assert odoo_files.interpreter_in(first_line) == interpreter


def test_key_of_files_follows_names_and_contents(tmp_path: Path):
    (tmp_path / "a.py").write_text("1")
    first = digest_of_files([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("compiled")
    assert digest_of_files([tmp_path]) == first
    (tmp_path / "a.py").write_text("2")
    second = digest_of_files([tmp_path])
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({first, second, digest_of_files([tmp_path])}) == 3
