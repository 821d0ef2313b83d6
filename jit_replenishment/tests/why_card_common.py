from ..models.jit_card import MINUS
from .test_security import UsersCommon


class WhyCardCommon(UsersCommon):
    """The draft line of a rule, and its card as a person reads it."""

    def card(self, decision=None, user=None):
        decision = decision or self.line.jit_decision_id
        if user:
            decision = decision.with_user(user)
        decision.invalidate_recordset()
        return decision.card

    def rows(self, section, decision=None, user=None):
        """Rows of one section by label."""
        card = self.card(decision, user)
        found = [each for each in card["sections"] if each["key"] == section]
        self.assertTrue(found, [each["key"] for each in card["sections"]])
        return {row["label"]: row for row in found[0]["rows"]}

    def assertAddsUp(self, card, unit):
        """Each total is the sum of the rows above it, each row that of its parts, as
        they are shown; so is what is told of another day beside them.

        :returns: how many sums there were
        """
        sums = 0
        for section in card["sections"]:
            for day in ("value", "now", "then"):
                with self.subTest(section=section["key"], day=day):
                    sums += self._assert_section_adds_up(section["rows"], day, unit)
        return sums

    def _assert_section_adds_up(self, rows, day, unit):
        sums, above, row_above, parts = 0, 0.0, None, []
        for row in [*rows, {"part": False, "amount": None, "total": False}]:
            if row["part"]:
                parts += (
                    [self._shown(row, "value")] if row["amount"] is not None else []
                )
                continue
            if parts and day == "value":
                shown = self._shown(row_above, day)
                self.assertFalse(unit.compare(sum(parts), shown), rows)
                sums += 1
            row_above, parts = row, []
            if row["amount"] is None:
                continue
            shown = self._shown(row, day)
            if row["total"]:
                self.assertFalse(unit.compare(above, shown), rows)
                above, sums = 0.0, sums + 1
            else:
                above += -shown if row["sign"] == MINUS else shown
        return sums

    def _shown(self, row, day):
        """The number a person reads; another day's where it is told."""
        number = (row[day] or row["value"]).split()[0]
        return float(number.replace(",", ""))

    def section_keys(self, decision=None, user=None):
        return [each["key"] for each in self.card(decision, user)["sections"]]

    def note_of(self, section, **where):
        card = self.card(**where)
        (found,) = (each for each in card["sections"] if each["key"] == section)
        return found["note"]

    def opens(self, row, user=None):
        """The records that a row's button shows."""
        action = row["action"]
        self.assertTrue(action, row)
        records = self.env[action["res_model"]]
        records = records.with_user(user) if user else records
        if action.get("res_id"):
            return records.browse(action["res_id"])
        return records.with_context(**action["context"]).search(action["domain"])

    def order_again(self):
        """The line anew, for one unit more: a reason is written when the outcome
        changes, and not before."""
        self.rule.product_max_qty += 1
        self.rule.action_jit_check_now()
        self.run_replenishment()
        self.line = self.draft_lines(self.rule)
        return self.line.jit_decision_id

    def learn_figures(self):
        """A suggestion of 12 with its parts, accepted by the head of buying."""
        proposal = self.env["jit.reorder.proposal"].create(
            {
                "orderpoint_id": self.rule.id,
                "product_id": self.product.id,
                "company_id": self.env.company.id,
                "cause": "first",
                "old_reorder_point": 10,
                "old_target_stock": 30,
                "suggested_reorder_point": 12,
                "new_reorder_point": 12,
                "suggested_target_stock": 30,
                "new_target_stock": 30,
                "expected_demand": 7,
                "for_demand": 3,
                "for_vendor": 1.5,
                "sentence": "It sells more.",
            }
        )
        proposal.with_user(self.purchase_manager).action_accept()
        self.assertEqual(self.rule.product_min_qty, 12)
