from . import jit_enroll
