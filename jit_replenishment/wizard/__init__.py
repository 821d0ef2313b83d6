from . import jit_accept
from . import jit_decline
from . import jit_enroll
from . import jit_explain
from . import jit_pin
from . import jit_reject
from . import jit_set_aside
from . import jit_what_if
