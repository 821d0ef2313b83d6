from . import test_draft_orders
