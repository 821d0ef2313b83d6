from odoo import api, fields, models
from odoo.tools.misc import formatLang


class JitReason(models.AbstractModel):
    """Says the codes and figures of a decision in the reader's language.

    A code ``x`` is said by the method ``_say_x(values, unit)``; an addon that gives the
    policy a new reason adds a method.
    """

    _name = "jit.reason"
    _description = "Just in Time: Sentences"

    @api.model
    def _sentences(self, facts: list, unit: models.Model) -> str:
        said = (self._say(code, values, unit) for code, values in facts)
        return " ".join(sentence for sentence in said if sentence)

    @api.model
    def _say(self, code: str, values: dict, unit: models.Model) -> str:
        speak = getattr(self, f"_say_{code}", None)
        return speak(values, unit) if speak else code

    # -- stock ---------------------------------------------------------------

    def _say_position_low(self, values, unit):
        if values.get("already_expected"):
            return self.env._(
                "On hand %(on_hand)s + incoming %(on_order)s - %(counted)s "
                "(%(committed)s promised, %(already_expected)s of them already "
                "expected) = %(available)s, at or below reorder point "
                "%(reorder_point)s.",
                **self._position(values, unit),
            )
        return self.env._(
            "On hand %(on_hand)s + incoming %(on_order)s - promised %(committed)s = "
            "%(available)s, at or below reorder point %(reorder_point)s.",
            **self._position(values, unit),
        )

    def _say_position_enough(self, values, unit):
        if values.get("already_expected"):
            return self.env._(
                "On hand %(on_hand)s + incoming %(on_order)s - %(counted)s "
                "(%(committed)s promised, %(already_expected)s of them already "
                "expected) = %(available)s, above reorder point %(reorder_point)s.",
                **self._position(values, unit),
            )
        return self.env._(
            "On hand %(on_hand)s + incoming %(on_order)s - promised %(committed)s = "
            "%(available)s, above reorder point %(reorder_point)s.",
            **self._position(values, unit),
        )

    def _say_target_reached(self, values, unit):
        return self.env._(
            "Target %(target)s is reached: nothing to order.",
            target=self._number(values["target_stock"], unit),
        )

    def _say_count_first(self, values, unit):
        return self.env._("Stock on hand is negative: count it before ordering.")

    def _say_snoozed(self, values, unit):
        return self.env._("Snoozed until %(until)s.", until=self._day(values["until"]))

    def _say_paused(self, values, unit):
        if not values.get("until"):
            return self.env._("Paused: %(reason)s (%(by)s).", **values)
        return self.env._(
            "Paused: %(reason)s until %(until)s (%(by)s).",
            **values | {"until": self._day(values["until"])},
        )

    def _say_rejected(self, values, unit):
        if values.get("is_skip"):
            return self._say_skipped(values, unit)
        sooner_at = values.get("sooner_at")
        if sooner_at is not None:
            return self.env._(
                "Rejected until %(until)s, or until stock falls to %(sooner_at)s, by "
                "%(by)s: %(reason)s.",
                by=values["by"],
                reason=values["reason"],
                until=self._day(values["until"]),
                sooner_at=self._number(sooner_at, unit),
            )
        return self.env._(
            "Rejected until %(until)s by %(by)s: %(reason)s.",
            **values | {"until": self._day(values["until"])},
        )

    def _say_skipped(self, values, unit):
        parts = {"by": values["by"], "until": self._day(values["until"])}
        sooner_at = values.get("sooner_at")
        if sooner_at is None:
            return self.env._("Skipped until %(until)s by %(by)s.", **parts)
        return self.env._(
            "Skipped until %(until)s, or until stock falls to %(sooner_at)s, by "
            "%(by)s.",
            sooner_at=self._number(sooner_at, unit),
            **parts,
        )

    def _say_rest_refused(self, values, unit):
        return self.env._(
            "%(by)s ordered %(quantity)s less (%(documents)s): until %(until)s only "
            "what is needed beyond that is ordered.",
            by=values["by"],
            documents=values["documents"],
            quantity=self._number(values["quantity"], unit),
            until=self._day(values["until"]),
        )

    def _say_waiting(self, values, unit):
        return self.env._(
            "More than one run may order: waiting for a purchasing manager to say yes."
        )

    def _say_put_off(self, values, unit):
        return self.env._(
            "More than one run may order: put off until %(until)s by %(by)s.",
            by=values["by"],
            until=self._day(values["until"]),
        )

    # -- quantity and vendor -------------------------------------------------

    def _say_quantity(self, values, unit):
        steps = self._terms(values, unit)
        if not steps:
            return self.env._(
                "Target %(target)s → need %(need)s.",
                target=self._number(values["target_stock"], unit),
                need=self._number(values["need"], unit),
            )
        return self.env._(
            "Target %(target)s → need %(need)s → %(quantity)s (%(steps)s).",
            target=self._number(values["target_stock"], unit),
            need=self._number(values["need"], unit),
            quantity=self._number(values["quantity"], unit),
            steps=", ".join(steps),
        )

    def _terms(self, values, unit) -> list[str]:
        """The vendor's terms; a minimum or a multiple of one goes without saying."""
        steps = []
        if values["minimum_order_quantity"] > 1:
            steps.append(
                self.env._(
                    "minimum %(quantity)s",
                    quantity=self._number(values["minimum_order_quantity"], unit),
                )
            )
        if values["order_multiple"] not in (0, 1):
            steps.append(
                self.env._(
                    "multiple of %(quantity)s",
                    quantity=self._number(values["order_multiple"], unit),
                )
            )
        if values.get("shared"):
            steps.append(self.env._("minimum shared with other sizes"))
        return steps

    def _say_vendor_preferred(self, values, unit):
        return self._vendor(values, self.env._("preferred"), unit)

    def _say_vendor_set(self, values, unit):
        return self._vendor(values, self.env._("set on the rule"), unit)

    def _vendor(self, values, choice: str, unit) -> str:
        parts = {
            "vendor": values["vendor"],
            "choice": choice,
            "lead_time": self._lead_time(values),
        }
        if self._tells_prices():
            sentence = self.env._(
                "Vendor %(vendor)s: %(choice)s, %(lead_time)s, %(price)s.",
                price=self._price(values, unit),
                **parts,
            )
        else:
            sentence = self.env._(
                "Vendor %(vendor)s: %(choice)s, %(lead_time)s.", **parts
            )
        others = self._not_asked(values)
        return f"{sentence} {others}" if others else sentence

    def _lead_time(self, values) -> str:
        """The vendor's days, and the company's own where it takes any."""
        vendor_days, own_days = values["lead_time_days"], values.get("purchase_days")
        if not own_days:
            return self._days(vendor_days)
        return self.env._(
            "%(total)s (%(vendor_days)s of the vendor + %(own_days)s to purchase)",
            total=self._days(vendor_days + own_days),
            vendor_days=vendor_days,
            own_days=own_days,
        )

    def _say_order_day(self, values, unit):
        return self.env._(
            "%(vendor)s takes orders on %(order_by)s, then not again before "
            "%(following)s.",
            vendor=values["vendor"],
            order_by=self._day(values["order_by"]),
            following=self._day(values["following"]),
        )

    def _say_needed_on(self, values, unit):
        return self.env._(
            "Needed on %(needed_on)s: order by %(order_by)s.",
            needed_on=self._day(values["needed_on"]),
            order_by=self._day(values["order_by"]),
        )

    def _say_transferred(self, values, unit):
        return self.env._(
            "Transferred from %(place)s, there in %(lead_time)s.",
            place=values["source"],
            lead_time=self._days(values["lead_time_days"]),
        )

    def _say_manufactured(self, values, unit):
        return self.env._(
            "Manufactured with %(bill_of_materials)s, ready in %(lead_time)s.",
            bill_of_materials=values["source"],
            lead_time=self._days(values["lead_time_days"]),
        )

    def _say_started(self, values, unit):
        return self.env._("Started: %(documents)s.", documents=values["documents"])

    # -- problems: each says what to do ----------------------------------------

    def _say_no_vendor(self, values, unit):
        return self.env._(
            "No vendor sells this product. Add one with its price on the Purchase tab."
        )

    def _say_vendor_archived(self, values, unit):
        return self.env._(
            "Vendor %(vendor)s is archived. Put another vendor first, or restore it.",
            vendor=values["vendor"],
        )

    def _say_offer_expired(self, values, unit):
        return self.env._(
            "The price of %(vendor)s has expired. Move its end date, and correct the "
            "price if it changed.",
            vendor=values["vendor"],
        )

    def _say_offer_not_started(self, values, unit):
        return self.env._(
            "The price of %(vendor)s is not valid yet. Move its start date, or add a "
            "price that holds today.",
            vendor=values["vendor"],
        )

    def _say_offer_not_accepted(self, values, unit):
        return self.env._(
            "The price of %(vendor)s came from a confirmed order and nobody checked "
            "it. Check its lead time and minimum, then accept it on the vendor's line.",
            vendor=values["vendor"],
        )

    def _say_unit_without_conversion(self, values, unit):
        return self.env._(
            "The unit of %(vendor)s does not convert to %(unit)s. Correct the unit on "
            "the vendor's price.",
            vendor=values["vendor"],
            unit=unit.name,
        )

    def _say_zero_price(self, values, unit):
        return self.env._(
            "The price of %(vendor)s is zero. Enter the price before ordering.",
            vendor=values["vendor"],
        )

    def _say_not_a_number(self, values, unit):
        if values.get("vendor"):
            return self.env._(
                "A figure in the price of %(vendor)s is not a number. Enter it again.",
                vendor=values["vendor"],
            )
        return self.env._(
            "A quantity of this product is not a number. Count it, then check the "
            "figures of the rule and of the open transfers."
        )

    def _say_no_route(self, values, unit):
        return self.env._(
            "Nothing supplies this location. Tick Buy to Resupply on the warehouse or "
            "set a route on the rule."
        )

    def _say_not_purchasable(self, values, unit):
        return self.env._(
            "This product is not for purchase. Tick Purchase on it, or take its rule "
            "off Just in Time."
        )

    def _say_not_bought(self, values, unit):
        return self.env._(
            "The route of this rule neither buys, transfers nor manufactures. Choose "
            "another route, or take the rule off Just in Time."
        )

    def _say_supply_loop(self, values, unit):
        return self.env._(
            "Its goods come from a place that is itself supplied from here, so nothing "
            "new would ever arrive. Give one of these rules a vendor, or another route."
        )

    def _say_no_bom(self, values, unit):
        return self.env._(
            "This product is manufactured and has no bill of materials. Enter one, or "
            "choose another route."
        )

    def _say_left_to_core(self, values, unit):
        return self.env._(
            "Dropshipping and subcontracting stay with Odoo's own rules. Choose "
            "another route, or take the rule off Just in Time."
        )

    def _say_supply_refused(self, values, unit):
        return self.env._(
            "Odoo could not start the transfer or production. Its answer is in the "
            "detail: mend what it names, then check again."
        )

    def _say_failed(self, values, unit):
        return self.env._(
            "An unexpected error stopped this rule; the others went on. Show the "
            "detail to your administrator, then check again."
        )

    # -- figures ---------------------------------------------------------------

    def _position(self, values, unit) -> dict[str, str]:
        # reasons frozen before anything was learned know of no expectation
        expected = values.get("already_expected", 0.0)
        return {
            "already_expected": self._number(expected, unit),
            "counted": self._number(values["committed"] - expected, unit),
            "on_hand": self._number(values["on_hand"], unit),
            "on_order": self._number(values["on_order"], unit),
            "committed": self._number(values["committed"], unit),
            "available": self._number(values["inventory_position"], unit),
            "reorder_point": self._number(values["reorder_point"], unit),
        }

    def _number(self, quantity: float, unit: models.Model) -> str:
        """As the unit rounds it, without idle zeros: 26 rather than 26.00."""
        rounded = unit.round(quantity) if unit else quantity
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        text = formatLang(self.env, rounded + 0.0, dp="Product Unit")
        point = lang.decimal_point or "."
        return text.rstrip("0").rstrip(point) if point in text else text

    def _tells_prices(self) -> bool:
        """What goods cost is for those who buy them."""
        user = self.env.user
        return user._is_superuser() or user.has_group("purchase.group_purchase_user")

    def _price(self, values, unit) -> str:
        """With the vendor's unit where the quantities beside it are in another."""
        currency = self.env["res.currency"].browse(values["currency_id"])
        price = formatLang(self.env, values["price"], currency_obj=currency)
        vendor_unit = self.env["uom.uom"].browse(values.get("unit_id") or unit.id)
        if vendor_unit == unit:
            return price
        return self.env._(
            "%(price)s / %(unit)s", price=price, unit=vendor_unit.display_name
        )

    def _days(self, count: int) -> str:
        if count == 1:
            return self.env._("1 day")
        return self.env._("%(count)s days", count=count)

    def _day(self, day: str | None) -> str:
        if not day:
            return self.env._("no date")
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        return fields.Date.from_string(day).strftime(lang.date_format)
