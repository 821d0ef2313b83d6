"""The hosts that must not be named are those this machine is set up with."""

from pathlib import Path

from .guards.machine import configured_hosts, registry_hosts


def test_hosts_come_from_the_configuration_files(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://user:secret@pip.example.org/")
    apt = tmp_path / "etc" / "apt"
    for name in ("sources.list.d", "home"):
        (apt / name).mkdir(parents=True)
    (apt / "sources.list").write_text("deb http://one.example.org/ sid main\n")
    (apt / "sources.list.d" / "more.sources").write_text(
        "# https://vendor.example.org\nURIs: https://two.example.org/\n"
    )
    home = tmp_path / "home"
    home.mkdir()
    (home / ".npmrc").write_text("registry=https://npm.example.org/\n")
    hosts = configured_hosts(tmp_path, home)
    assert hosts >= {"pip.example.org", "one.example.org", "two.example.org"}
    assert "npm.example.org" in hosts
    assert "vendor.example.org" not in hosts


def test_a_configured_host_is_found_anywhere(tmp_path: Path):
    (tmp_path / "fetch.py").write_text('URL = "https://mirror.example.org/odoo"\n')
    assert registry_hosts(tmp_path, set()) == []
    assert len(registry_hosts(tmp_path, {"mirror.example.org"})) == 1
