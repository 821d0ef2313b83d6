"""Scripts that Odoo's Python runs, where Odoo and psycopg2 are."""
