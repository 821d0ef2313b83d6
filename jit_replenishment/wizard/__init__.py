from . import jit_enroll
from . import jit_explain
