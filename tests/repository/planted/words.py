"""Offences against the words of the screen and of the documents."""

from . import offence

MANIFEST = {"a/__manifest__.py": "{'version': '19.0.1.0.0'}"}
SLASH = "/"

FIELDS = """
from odoo import fields, models

class Line(models.Model):
    _name = "jit.decision"
    _description = "Decision"

    inventory_position = fields.Float()
    shadow = fields.Float(related="rule_id.shadow")
    decision_id = fields.Many2one("jit.decision", string="Why")
    signal_ids = fields.One2many("jit.signal", "line_id", "Woken By")
    state = fields.Selection([("signal", "Checked"), ("band", "In Band")])
    note = fields.Char("Note", help="Within the protection interval")

    def check(self):
        raise UserError(self.env._("No decision yet"))
"""

VIEW = """<odoo>
<menuitem id="signal_menu" name="Signals"/>
<record id="signal_view_form" model="ir.ui.view">
  <field name="name">signal.view.form</field>
  <field name="arch" type="xml">
    <form string="Why">
      <!-- every signal -->
      <page name="exception" string="To Fix" invisible="not decision_id"/>
      <p class="band">Nothing to fix<b>, no proposal</b></p>
      <xpath expr="//page[@name='signal']">
        <attribute name="string">Shadow</attribute>
      </xpath>
      <xpath expr="//page"><attribute name="name">signal</attribute></xpath>
    </form>
  </field>
</record>
<record id="vital" model="jit.consequence.class">
  <field name="question">What does this exception cost?</field>
</record>
</odoo>"""

MAKEFILE = """.PHONY: demo
VENV := .jit
demo test: setup
\tpython3 -m devtools $@
"""

READ_ME = """Type `make demo ONCE=1` to make sure it works, or `PORT=1 make test`.

```
$ make tset
make clean  # once
```
"""

OFFENCES = [
    offence(
        "forbidden_screen_words",
        ("a/models/jit_decision.py",) * 4,
        {**MANIFEST, "a/models/jit_decision.py": FIELDS},
    ),
    offence(
        "forbidden_screen_words",
        ("a/views/signal_views.xml",) * 4,
        {**MANIFEST, "a/views/signal_views.xml": VIEW},
    ),
    offence(
        "forbidden_screen_words",
        ("a/static/src/card.js", "a/static/src/card.xml"),
        {
            **MANIFEST,
            "a/static/src/card.js": 'const signal = _t("A signal came");\n',
            "a/static/src/card.xml": (
                '<templates><t t-name="a.signal"><i title="Proposal"/></t></templates>'
            ),
            "a/tests/test_card.py": 'class T:\n    x = fields.Char("Signal")\n',
        },
    ),
    offence(
        "nameless_icon_buttons",
        "a/views/rule_views.xml",
        {
            **MANIFEST,
            "a/views/rule_views.xml": (
                '<odoo><list><button name="reject" icon="fa-ban"/>'
                '<button name="why" icon="fa-bolt" title="Why"/>'
                '<button name="tell" icon="fa-bolt" aria-label="Tell"/>'
                '<button name="stat" icon="fa-bar-chart"><field name="n"/></button>'
                '<button name="go" icon="fa-play" string="Go"/></list></odoo>'
            ),
        },
    ),
    offence(
        "machine_paths",
        ("notes.md:1", "notes.md:2"),
        {
            "notes.md": (
                f"see {SLASH}root/notes\n{SLASH}home/someone/odoo\n"
                "the web/root, ./work/x and https://odoo.example/work are fine\n"
            ),
            ".jit/log": f"{SLASH}root/x",
        },
    ),
    offence(
        "registry_hosts",
        "requirements.txt:1",
        {
            "requirements.txt": f"-i https://pypi.example{SLASH}simple\nx==1\n",
            "README.md": "It is simple: https://docs.example/debian-guide\n",
        },
    ),
    offence("missing_documents", "README.md", {"CONTRIBUTING.md": ""}),
    offence(
        "unknown_make_targets",
        ("README.md", "README.md"),
        {"Makefile": MAKEFILE, "README.md": READ_ME, "CONTRIBUTING.md": "`make demo`"},
    ),
    offence(
        "unpinned_requirements",
        ("requirements/test.txt:2", "requirements/test.txt:3"),
        {
            "requirements/test.txt": (
                "# why\npytest\nruff>=1\n-r x.txt\n"
                "lxml==5.1 ; python_version < '3.12'\n"
            )
        },
    ),
    offence(
        "differing_hook_versions",
        ".pre-commit-config.yaml",
        {
            "requirements/lint.txt": "ruff==2\npylint-odoo==10.0.12\n",
            ".pre-commit-config.yaml": "[ruff==1, pylint_odoo==10.0.12, other==3]\n",
        },
    ),
    offence(
        "differing_hook_versions",
        "requirements/lint.txt or .pre-commit-config.yaml",
        {".pre-commit-config.yaml": ""},
    ),
    offence(
        "missing_folders",
        ("CONTRIBUTING.md", "CONTRIBUTING.md"),
        {
            "CONTRIBUTING.md": (
                "| `docker/` | x |\n| `tests/`, `views/`, `wizard/` | `other/` |\n"
            ),
            "docker/compose.yaml": "",
            "jit_replenishment/views/rule_views.xml": "<odoo/>",
        },
    ),
]
