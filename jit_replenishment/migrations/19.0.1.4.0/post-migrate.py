"""Classes of before tell as those of a new database do; all is looked at once more."""

from odoo.sql_db import Cursor

# whether at once, and a manager after so many hours
_TOLD = {
    "consequence_class_vital": (True, 4),
    "consequence_class_important": (False, 48),
}


def migrate(cr: Cursor, version: str | None) -> None:
    """What runs out before supply is known after the next look at each low rule."""
    if not version:
        return
    for name, (at_once, hours) in _TOLD.items():
        cr.execute(
            """
            UPDATE jit_consequence_class class
               SET tells_at_once = %s, escalate_after_hours = %s
              FROM ir_model_data known
             WHERE known.module = 'jit_replenishment' AND known.name = %s
               AND known.model = 'jit.consequence.class'
               AND known.res_id = class.id
            """,
            (at_once, hours, name),
        )
    cr.execute("UPDATE jit_position SET seen = NULL")
