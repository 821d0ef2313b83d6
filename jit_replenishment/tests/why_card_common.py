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
