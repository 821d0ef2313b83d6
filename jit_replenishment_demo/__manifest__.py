{
    "name": "Just-in-Time Replenishment: demo on real data",
    "summary": "Real sales and lead times to try just-in-time ordering on",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Purchase",
    "author": "jit_replenishment contributors",
    "license": "LGPL-3",
    "depends": ["jit_replenishment"],
    "post_init_hook": "post_init_hook",
}
