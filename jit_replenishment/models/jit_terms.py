from odoo import api, models


class JitTerms(models.AbstractModel):
    """A model whose fields decide how any number of rules is supplied.

    A change of one of them wakes the sweep, whichever way it was made.
    """

    _name = "jit.terms"
    _description = "Just in Time: Terms of Many Rules"

    # names of the fields that matter; a new or removed record always does
    _jit_terms: frozenset[str] = frozenset()

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        self.env["jit.signal"]._sweep_soon()
        return super().create(vals_list)

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if self._jit_terms & vals.keys():
            self.env["jit.signal"]._sweep_soon()
        return result

    def unlink(self) -> bool:
        self.env["jit.signal"]._sweep_soon()
        return super().unlink()
