"""The methods that are compared, each with the settings of its own knob."""

from statsforecast.models import (
    IMAPA,
    TSB,
    CrostonClassic,
    CrostonSBA,
    SimpleExponentialSmoothing,
)

from . import estimates
from .compare import Contender
from .estimates import forecast_nb
from .ours import ours
from .past import FACTORS, LEVELS

_SMOOTHING = 0.1


CONTENDERS: dict[str, Contender] = {
    "ours": Contender(ours, LEVELS),
    "hand": Contender(estimates.hand, FACTORS, once=True),
    "oca_safety_stock": Contender(estimates.oca_safety_stock, LEVELS),
    "ddmrp": Contender(estimates.ddmrp, FACTORS),
    "normal": Contender(estimates.normal, LEVELS),
    "ses_nb": Contender(forecast_nb(SimpleExponentialSmoothing(_SMOOTHING)), LEVELS),
    "croston_nb": Contender(forecast_nb(CrostonClassic()), LEVELS),
    "sba_nb": Contender(forecast_nb(CrostonSBA()), LEVELS),
    "tsb_nb": Contender(forecast_nb(TSB(_SMOOTHING, _SMOOTHING)), LEVELS),
    "imapa_nb": Contender(forecast_nb(IMAPA()), LEVELS),
}
