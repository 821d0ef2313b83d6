from . import test_draft_orders
from . import test_inventory_position
from . import test_reconcile
from . import test_signals
from . import test_core_screens
