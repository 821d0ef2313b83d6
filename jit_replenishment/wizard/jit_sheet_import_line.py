from odoo import fields, models


class JitSheetImportLine(models.TransientModel):
    """One difference between a sheet and the rules, or what is wrong with a row."""

    _name = "jit.sheet.import.line"
    _description = "Line of a Sheet"
    _order = "line, id"

    # two, as one list would take the lines of the other away before they are stored
    import_id = fields.Many2one("jit.sheet.import", ondelete="cascade")
    fault_import_id = fields.Many2one("jit.sheet.import", ondelete="cascade")
    line = fields.Integer(aggregator=None)
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", string="Rule", ondelete="cascade"
    )
    product_id = fields.Many2one(related="orderpoint_id.product_id")
    warehouse_id = fields.Many2one(related="orderpoint_id.warehouse_id")
    title = fields.Char(string="What")
    # not "new": a model has a method of that name
    old_shown = fields.Char(string="Now")
    new_shown = fields.Char(string="Then")
    said = fields.Text(string="What to Do")
