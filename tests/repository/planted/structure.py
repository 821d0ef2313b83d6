"""Offences against the layout of addons, their manifests and their models."""

from . import offence

MANIFEST = {"a/__manifest__.py": "{'version': '19.0.1.0.0'}"}
MODEL = """
class Thing(models.{kind}):
    _name = "{name}"
    company_id = fields.Many2one("res.company")
"""
ACCESS = """id,name,model_id:id,group_id:id,perm_read,perm_write,perm_create,perm_unlink
access_thing,thing,model_jit_thing,base.group_user,1,0,0,0
"""
RULE = """<odoo><record id="thing_rule_company" model="ir.rule">
<field name="model_id" ref="model_jit_thing"/>
<field name="domain_force">[('{field}', 'in', company_ids)]</field>
</record></odoo>"""
SUITE = "from . import test_here\n"
CASE = "class Case:\n    pass\n"


def thing(
    name: str = "jit.thing", kind: str = "Model", **others: str
) -> dict[str, str]:
    return {
        **MANIFEST,
        "a/models/jit_thing.py": MODEL.format(name=name, kind=kind),
        **{f"a/security/{key}": text for key, text in others.items()},
    }


OFFENCES = [
    offence(
        "unimported_tests",
        "a/tests/test_forgotten.py",
        {
            **MANIFEST,
            "a/tests/__init__.py": SUITE,
            "a/tests/test_here.py": CASE,
            "a/tests/test_forgotten.py": CASE,
            "a/tests/common.py": CASE,
        },
    ),
    offence(
        "nested_tests",
        "a/tests/sub/test_here.py",
        {
            **MANIFEST,
            "a/tests/test_here.py": CASE,
            "a/tests/sub/test_here.py": CASE,
            "a/tests/data/orders.json": "[]",
        },
    ),
    offence(
        "load_tests_hooks",
        ("a/tests/test_here.py:1", "tests/policy/test_doc.py:2"),
        {
            **MANIFEST,
            "a/tests/test_here.py": "def load_tests(loader, tests, ignore): ...\n",
            "tests/policy/test_doc.py": "\nload_tests = doctests\n",
        },
    ),
    offence(
        "dear_lists",
        "a/views/a_views.xml:2",
        {
            **MANIFEST,
            "a/views/a_views.xml": "<odoo>\n<list "
            + " ".join(f'decoration-{n}="1"' for n in "abcdefghij")
            + "/><list a='1' b='2'/></odoo>",
        },
    ),
    offence(
        "unlisted_data",
        ("a/views/other_views.xml", "a/wizard/go_views.xml"),
        {
            "a/__manifest__.py": "{'data': ['views/a_views.xml']}",
            "a/views/a_views.xml": "<odoo/>",
            "a/views/other_views.xml": "<odoo/>",
            "a/wizard/go_views.xml": "<odoo/>",
            "a/static/src/card.xml": "<templates/>",
        },
    ),
    offence(
        "missing_data",
        ("a/__manifest__.py", "a/__manifest__.py"),
        {"a/__manifest__.py": "{'data': ['data/x.xml'], 'demo': ['demo/y.xml']}"},
    ),
    offence(
        "missing_assets",
        "a/__manifest__.py",
        {
            "a/__manifest__.py": (
                "{'assets': {'web.assets_tests': ["
                "'a/static/tests/tours/*.js', 'a/static/src/**/*', 'web/static/x.js']}}"
            ),
            "a/static/src/card.scss": "",
        },
    ),
    offence(
        "wrong_versions",
        "a/__manifest__.py",
        {"a/__manifest__.py": "{'version': '1.0'}"},
    ),
    offence(
        "wrong_versions",
        "a",
        {
            "a/__manifest__.py": "{'version': '19.0.2.1.0'}",
            "b/__manifest__.py": "{'version': '19.0.1.9.9'}",
            "c/__manifest__.py": "{'version': '19.0.2.0.1'}",
            "c/migrations/19.0.2.0.0/post-migrate.py": "",
        },
    ),
    offence(
        "wrong_migrations",
        (
            "a/migrations/19.0.1.0.0/post.py",
            "a/migrations/19.0.1.0.0/pre-migrate.py",
            "a/migrations/19.0.1.1.0",
            "a/migrations/next",
        ),
        {
            **MANIFEST,
            "a/migrations/19.0.1.0.0/end-migrate.py": "def migrate(cr, version): ...",
            "a/migrations/19.0.1.0.0/post.py": "def migrate(cr, version): ...",
            "a/migrations/19.0.1.0.0/pre-migrate.py": "",
            "a/migrations/19.0.1.1.0/notes.txt": "",
            "a/migrations/next/notes.txt": "",
        },
    ),
    offence(
        "misnamed_model_files",
        tuple(
            f"a/models/{name}.py"
            for name in ("helpers", "jit_thing_more", "product", "two", "uom_uom_only")
        ),
        {
            **MANIFEST,
            "a/models/helpers.py": "def add(): ...\n",
            "a/models/product.py": "class P(M):\n    _inherit = 'product.template'\n",
            "a/models/res_partner.py": "class R(M):\n    _inherit = ['res.partner']\n",
            "a/models/res_partner_due.py": "class R(M):\n    _inherit = 'res.partner'",
            "a/models/uom_uom_only.py": "class U(M):\n    _inherit = 'uom.uom'\n",
            "a/models/jit_thing_more.py": MODEL.format(name="jit.thing", kind="Model"),
            "a/models/jit_thing.py": MODEL.format(name="jit.thing", kind="Model"),
            "a/models/two.py": 2 * MODEL.format(name="two", kind="Model"),
        },
    ),
    offence(
        "unloaded_modules",
        ("a/models/lost.py", "a/wizard/go.py"),
        {
            **MANIFEST,
            "a/models/__init__.py": "from . import kept\n",
            "a/models/kept.py": "",
            "a/models/lost.py": "",
            "a/wizard/go.py": "",
        },
    ),
    offence("models_without_access", "a/models/jit_thing.py", thing()),
    offence("models_without_access", (), thing(kind="AbstractModel")),
    offence("models_without_access", (), thing(**{"ir.model.access.csv": ACCESS})),
    offence("models_without_company_rule", "a/models/jit_thing.py", thing()),
    offence("models_without_company_rule", (), thing(kind="TransientModel")),
    offence(
        "models_without_access", "a/models/jit_thing.py", thing(kind="TransientModel")
    ),
    offence(
        "models_without_company_rule",
        "a/models/jit_thing.py",
        thing(**{"jit_thing_security.xml": RULE.format(field="user_id")}),
    ),
    offence(
        "models_without_company_rule",
        (),
        thing(**{"jit_thing_security.xml": RULE.format(field="company_id")}),
    ),
]
