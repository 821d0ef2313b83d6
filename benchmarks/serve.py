"""Odoo's server, started by a file: with workers it starts itself anew by its name."""

from odoo.cli.command import main

if __name__ == "__main__":
    main()
