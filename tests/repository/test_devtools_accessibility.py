"""Whose a violation is: what is left out must be Odoo's, and only that."""

from dataclasses import replace

import pytest

from devtools.accessible.screens import ALL, CORE, SMALL
from devtools.accessible.table import lines
from devtools.accessible.verdict import Violation, tell_apart

OURS = Violation(
    screen="Approve",
    device="desktop",
    kind="list",
    rule="color-contrast",
    help="Elements must meet minimum color contrast",
    impact="serious",
    widget="",
    field="",
    near="price",
    shape="tr.o_data_row > td.o_data_cell",
    colours="",
    contrast=0,
    html="<td>",
)
THEIRS = replace(OURS, screen="Purchase Orders", near="amount_total")


def test_same_fault_on_a_list_of_odoo_is_left_out_and_names_that_list():
    verdicts = tell_apart([OURS], [THEIRS])
    assert verdicts.ours == ()
    assert verdicts.excluded == ((OURS, "Purchase Orders"),)


@pytest.mark.parametrize(
    "difference",
    [
        {"rule": "label"},
        {"shape": "tr.o_data_row > th"},
        {"kind": "kanban"},
        {"colours": "#777777 on #ffffff"},
        {"widget": "o_jit_today"},
    ],
)
def test_fault_that_odoo_does_not_have_so_is_ours(difference):
    found = replace(OURS, **difference)
    verdicts = tell_apart([found], [THEIRS])
    assert verdicts.grave == (found,)
    assert not verdicts.excluded


def test_same_two_colours_on_another_node_are_odoo_s():
    colours = {"colours": "#757a7f on #ffffff"}
    found = replace(OURS, shape="p.o_help", kind="kanban", **colours)
    assert not tell_apart([found], [replace(THEIRS, **colours)]).ours


def test_button_of_ours_without_a_name_is_ours_whatever_odoo_does():
    names = {"rule": "button-name", "impact": "critical"}
    found = replace(OURS, field="action_jit_reject", **names)
    assert tell_apart([found], [replace(THEIRS, **names)]).grave == (found,)


def test_fault_of_ours_on_a_screen_of_odoo_s_excuses_nothing():
    contaminated = replace(THEIRS, widget="o_jit_health")
    assert tell_apart([OURS], [contaminated]).ours == (OURS,)


def test_dialog_is_compared_with_forms_but_a_form_not_with_cards():
    found = replace(OURS, kind="dialog")
    assert not tell_apart([found], [replace(THEIRS, kind="form")]).ours
    assert tell_apart([found], [replace(THEIRS, kind="kanban")]).ours


def test_moderate_fault_is_told_and_does_not_fail():
    found = replace(OURS, impact="moderate")
    verdicts = tell_apart([found], [])
    assert verdicts.ours == (found,)
    assert not verdicts.grave


def test_what_axe_core_could_not_tell_is_listed_neither_fails_nor_excuses():
    doubtful = replace(OURS, doubt="bgImage")
    verdicts = tell_apart([doubtful], [])
    assert verdicts.doubtful == (doubtful,)
    assert not verdicts.grave
    assert tell_apart([OURS], [replace(THEIRS, doubt="bgImage")]).ours == (OURS,)
    text = "\n".join(lines([], verdicts, why=True))
    assert "color-contrast (bgImage): 1 times; Approve" in text


def test_screens_are_summed_up_by_device_and_level():
    looked_at = [{"name": name, "device": "phone"} for name in ("Approve", "Today")]
    verdicts = tell_apart([OURS], [])
    last = list(lines(looked_at, verdicts, why=False))[-1]
    assert last.startswith("2 screens (2 on a phone): 0 critical, 1 serious, 0 mod")


def test_table_has_a_row_for_each_screen_and_says_what_is_left_out():
    looked_at = [{"name": "Approve", "device": "desktop"}]
    other = replace(OURS, rule="label", impact="critical")
    verdicts = tell_apart([OURS, other], [THEIRS])
    text = "\n".join(lines(looked_at, verdicts, why=True))
    assert "Approve  desktop         1        0" in text
    assert "critical: label, 1 times" in text
    assert "color-contrast (serious, list): 1 times; Purchase Orders" in text
    assert "Purchase Orders" not in "\n".join(lines(looked_at, verdicts, why=False))


def test_no_two_screens_share_a_name_on_a_device():
    for screens in (ALL, SMALL):
        names = [(screen.name, screen.device) for screen in screens]
        assert len(names) == len(set(names))


def test_screens_of_odoo_are_none_of_ours():
    assert not [s.name for s in CORE if s.action.startswith("jit_replenishment.")]
