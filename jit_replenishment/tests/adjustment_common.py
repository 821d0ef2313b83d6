from .learning_common import SoldCommon


class AdjustmentCommon(SoldCommon):
    """What people plan of a part that sells, and what is learned then."""

    @classmethod
    def plan(cls, kind, env=None, **vals):
        """A planned change of the part, from today on."""
        vals = {"product_id": cls.product.id, "reason": "spring"} | vals
        return (env or cls.env)["jit.adjustment"].create({"kind": kind, **vals})

    def point(self, rule=None):
        """The reorder point as learned now."""
        return self.learned(rule).reorder_point

    def relearn(self, rules=None):
        """Learn, as the night would, and suggest."""
        rules = rules or self.rule
        self.env["jit.learner"]._learn_at_once(rules.ids)

    def asked_again(self):
        """Rules that are to be learned again; asks are then gone."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        requests = self.env["jit.learning.request"].search([])
        rules = requests.orderpoint_id
        requests.unlink()
        return rules

    def suggestion(self, rule=None):
        """What is suggested of the rule now."""
        return self.env["jit.reorder.proposal"].search(
            [("orderpoint_id", "=", (rule or self.rule).id), ("state", "=", "open")]
        )
