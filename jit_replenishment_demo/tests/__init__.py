from . import test_bulk
from . import test_further
from . import test_load
from . import test_measured_year
from . import test_replay
from . import test_terms
