from odoo import api, fields, models


class JitFinding(models.Model):
    """Says in the reader's language what is wrong; of a kind ``x`` by ``_say_x()``."""

    _inherit = "jit.finding"

    code = fields.Char(related="kind_id.code")
    why = fields.Char(related="kind_id.why")
    sentence = fields.Char(string="What Is Wrong", compute="_compute_sentence")

    @api.depends("kind_id", "facts", "figures")
    @api.depends_context("lang")
    def _compute_sentence(self) -> None:
        for finding in self:
            speak = getattr(finding, f"_say_{finding.code}", None)
            finding.sentence = speak() if speak else finding.kind_id.name

    def _say_no_vendor(self) -> str:
        if missing := self.facts.get("variants"):
            return self.env._(
                "Nobody sells %(count)s of its variants, though it may be bought.",
                count=missing,
            )
        if self.facts.get("archived"):
            return self.env._("May be bought, but its vendors are archived.")
        return self.env._("May be bought, but has no vendor.")

    def _say_zero_price(self) -> str:
        return self.env._("%(vendor)s sells it for 0.", vendor=self._vendor())

    def _say_expired_price(self) -> str:
        parts = {"vendor": self._vendor(), "day": self._day(self.facts["ended"])}
        if self.facts["sold_by_others"]:
            return self.env._(
                "All prices of %(vendor)s were over on %(day)s; others still sell it.",
                **parts,
            )
        return self.env._(
            "All prices of %(vendor)s were over on %(day)s; nobody else sells it.",
            **parts,
        )

    def _say_no_lead_time(self) -> str:
        return self.env._(
            "%(vendor)s is said to deliver within 0 days.", vendor=self._vendor()
        )

    def _say_unit_clash(self) -> str:
        units = self.env["uom.uom"].browse(self.facts["units"]).exists()
        return self.env._(
            "%(vendor)s sells it by %(units)s, which cannot be told in %(unit)s.",
            vendor=self._vendor(),
            units=", ".join(units.mapped("name")),
            unit=self.product_tmpl_id.uom_id.name,
        )

    def _say_same_sku(self) -> str:
        # one that this user may not open is still named
        products = self.env["product.template"].sudo()
        products = products.browse(self.facts["products"]).exists()
        return self.env._(
            "%(vendor)s has one SKU, %(sku)s, for %(products)s.",
            vendor=self._vendor(),
            sku=self.facts["sku"],
            products=self._listed(products.mapped("display_name")),
        )

    def _say_vendor_twice(self) -> str:
        first = self.env["res.partner"].browse(self.facts["first"]).exists()
        parts = {"vendor": self._vendor(), "first": first.display_name}
        if self.facts["by"] == "tax_number":
            return self.env._(
                "%(vendor)s has the tax number of %(first)s, who was entered before.",
                **parts,
            )
        return self.env._(
            "%(vendor)s is called like %(first)s, who was entered before.", **parts
        )

    def _say_negative_stock(self) -> str:
        quantity = self.env["jit.reason"]._number(
            self.facts["quantity"], self.product_id.uom_id
        )
        return self.env._(
            "%(quantity)s in %(location)s.",
            quantity=quantity,
            location=self._location(),
        )

    def _say_untracked(self) -> str:
        unit = self.product_tmpl_id.uom_id
        return self.env._(
            "%(sold)s %(unit)s sold in a year, and its stock is not tracked.",
            sold=self.env["jit.reason"]._number(self.figures["sold"], unit),
            unit=unit.name,
        )

    def _say_odd_location(self) -> str:
        # a place of another company is named all the same
        rule = self.orderpoint_id.sudo()
        parts = {
            "rule": rule.name,
            "location": self._location(),
            "warehouse": rule.warehouse_id.name,
        }
        return {
            "other_company": self.env._(
                "Rule %(rule)s is for %(location)s, of another company.", **parts
            ),
            "not_internal": self.env._(
                "Rule %(rule)s is for %(location)s, where no stock of yours lies.",
                **parts,
            ),
            "archived": self.env._(
                "Rule %(rule)s is for %(location)s, which is archived.", **parts
            ),
            "warehouse_archived": self.env._(
                "Rule %(rule)s is of warehouse %(warehouse)s, which is archived.",
                **parts,
            ),
            "outside": self.env._(
                "Rule %(rule)s is for %(location)s, outside its warehouse "
                "%(warehouse)s.",
                **parts,
            ),
        }[self.facts["cause"]]

    def _say_supply_loop(self) -> str:
        # rules of places this user may not see are part of it
        rules = self.env["stock.warehouse.orderpoint"].sudo()
        rules = rules.browse(self.target_ids).exists()
        return self.env._(
            "The rules of %(places)s feed each other, so nothing new ever comes.",
            places=self._listed(rules.location_id.mapped("display_name")),
        )

    def _say_old_request(self) -> str:
        reason, line = self.env["jit.reason"], self.purchase_line_id
        return self.env._(
            "%(quantity)s %(unit)s on %(order)s of %(vendor)s, entered on %(day)s, are "
            "still expected.",
            quantity=reason._number(self.facts["quantity"], self.product_id.uom_id),
            unit=self.product_id.uom_id.name,
            order=line.order_id.name,
            vendor=self._vendor(),
            day=self._day(self.facts["entered"]),
        )

    def _vendor(self) -> str:
        # an archived or foreign contact is named all the same
        return self.partner_id.sudo().display_name

    def _location(self) -> str:
        # a place of another company is named all the same
        return self.location_id.sudo().display_name

    def _day(self, day: str) -> str:
        return self.env["jit.reason"]._day(day)

    def _listed(self, names: list[str]) -> str:
        if len(names) > 3:
            more = self.env._("%(count)s more", count=len(names) - 3)
            names = [*names[:3], more]
        return ", ".join(names)
