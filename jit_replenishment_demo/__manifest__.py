{
    "name": "Just-in-Time Replenishment: demo on real data",
    "summary": "Real sales and lead times to try just-in-time ordering on",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Purchase",
    "author": "jit_replenishment contributors",
    "license": "LGPL-3",
    "depends": ["jit_replenishment"],
    # of Odoo's own requirements: the trial is lived through with the clock set
    "external_dependencies": {"python": ["freezegun"]},
    "post_init_hook": "post_init_hook",
}
