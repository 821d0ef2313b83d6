"""A purchasing manager's morning, with the addon and in Odoo alone, click by click."""
