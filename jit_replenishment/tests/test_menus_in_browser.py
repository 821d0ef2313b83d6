"""Every entry of the menus opens in a browser, and nothing on it fails."""

import json

from odoo.tests import HttpCase, new_test_user, tagged

_MENUS = ("jit_replenishment_menu", "jit_setup_menu")
# Opens one action after the other as a click on its menu would. What fails shows a
# dialog, also where the page itself is drawn: a line above a list reads by itself.
_OPEN_ALL = """
    (async () => {
        const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        const services = odoo.__WOWL_DEBUG__.root.env.services;
        for (const [name, action] of Object.entries(%(actions)s)) {
            await services.action.doAction(action, { clearBreadcrumbs: true });
            for (let left = 100; left && !document.querySelector("%(drawn)s"); left--) {
                await wait(50);
            }
            await wait(300);
            if (!document.querySelector("%(drawn)s")) {
                console.error(`${name} was not drawn`);
                return;
            }
            const failed = document.querySelector(".o_error_dialog");
            if (failed) {
                console.error(`${name} fails: ${failed.innerText}`);
                return;
            }
            if (document.querySelector(".modal")) {
                document.querySelector(".modal .btn-close").click();
                await wait(100);
            }
        }
        console.log("test successful");
    })();
"""
_DRAWN = ".o_action_manager .o_view_controller, .o_action_manager .o_action, .modal"


@tagged("post_install", "-at_install")
class TestMenusInBrowser(HttpCase):
    def test_every_menu_opens_without_an_error(self):
        login = "jit_opens_all"
        groups = "purchase.group_purchase_manager,stock.group_stock_user"
        new_test_user(self.env, login, groups=groups).odoobot_state = "disabled"
        roots = [self.env.ref(f"jit_replenishment.{name}").id for name in _MENUS]
        menus = self.env["ir.ui.menu"].search(
            [("id", "child_of", roots), ("action", "!=", False)]
        )
        self.assertGreater(len(menus), 25)
        actions = {menu.complete_name: menu.action.id for menu in menus}
        code = _OPEN_ALL % {"actions": json.dumps(actions), "drawn": _DRAWN}
        ready = "odoo.isReady === true"
        self.browser_js("/odoo", code, ready, login=login, timeout=120)
