from .test_go_live import GoLiveCommon


class PreviewCommon(GoLiveCommon):
    """Rules of core, and the page that shows what their first run would order."""

    def open_preview(self, rules, user=None, **vals):
        """The page as a purchasing manager sees it."""
        wizards = self.env["jit.go.live"].with_user(user or self.env.user)
        action = rules.with_env(wizards.env).action_jit_open_go_live()
        wizard = wizards.browse(action["res_id"])
        if vals:
            wizard.write(vals)
            wizard.action_preview()
        return wizard

    def line(self, wizard, rule):
        return wizard.line_ids.filtered(lambda line: line.orderpoint_id == rule)

    def make_core_rules(self, count, trigger="auto", price=2.1, **vals):
        """So many rules of core at 10 up to 30, with nothing in stock."""
        products = self.make_products(count)
        self.make_offer(products, price=price)
        return self.make_rule(products, trigger=trigger, **vals)
