from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from .messy_shop import Shop
from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestRolloutTour(TourCase):
    """In a browser: the board is empty, and fills by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shop = Shop(cls.env, "Rolled Out")
        cls.company = shop.company
        category = cls.env["product.category"].create({"name": "Bolts"})
        shop.make_rules(shop.make_bought(3, "Bolt", categ_id=category.id))
        cls.user = new_test_user(
            cls.env,
            "jit_looks",
            groups="purchase.group_purchase_user",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.user.odoobot_state = "disabled"

    def look(self, tour):
        """It is counted once the page was opened, and said so with a later look; how
        often it looked."""
        looks = []
        states = self.registry["jit.rollout"]
        append = states._append

        def count(model, companies):
            append(model, companies)
            own = model.sudo()
            own.env["jit.rollout.line"]._fill(companies.sudo())
            own._keep(companies.id, {"counted_at": own._states().asked_at})

        def is_pending(state):
            looks.append(state.asked_at)
            return len(looks) < 3

        with (
            patch.object(states, "_append", count),
            patch.object(states, "_is_pending", is_pending),
        ):
            self.start_tour("/odoo/just-in-time-rollout", tour, login=self.user.login)
        return len(looks)

    def test_board_fills_by_itself_and_fits(self):
        self.assertGreater(self.look("jit_rollout_fills"), 2)


@tagged("post_install", "-at_install")
class TestRolloutOnAPhone(TestRolloutTour):
    browser_size = "375x667"
    touch_enabled = True

    def test_board_fills_by_itself_and_fits(self):
        self.assertGreater(self.look("jit_rollout_fills_on_a_phone"), 2)
