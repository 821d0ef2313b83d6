from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.stock_effect import expected_service  # noqa: F401
