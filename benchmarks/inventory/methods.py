"""The methods that are compared, each with the settings of its own knob."""

from typing import Any

from statsforecast.models import (
    IMAPA,
    TSB,
    CrostonClassic,
    CrostonSBA,
    SimpleExponentialSmoothing,
)

from . import estimates
from .compare import Contender
from .estimates import ForecastNegativeBinomial
from .ours import ours
from .past import FACTORS, LEVELS

_SMOOTHING = 0.1


def _forecast(model: Any) -> Contender:
    return Contender(ForecastNegativeBinomial(model), LEVELS)


CONTENDERS: dict[str, Contender] = {
    "ours": Contender(ours, LEVELS),
    "hand": Contender(estimates.hand, FACTORS, once=True),
    "oca_safety_stock": Contender(estimates.oca_safety_stock, LEVELS),
    "ddmrp": Contender(estimates.ddmrp, FACTORS),
    "normal": Contender(estimates.normal, LEVELS),
    "ses_nb": _forecast(SimpleExponentialSmoothing(_SMOOTHING)),
    "croston_nb": _forecast(CrostonClassic()),
    "sba_nb": _forecast(CrostonSBA()),
    "tsb_nb": _forecast(TSB(_SMOOTHING, _SMOOTHING)),
    "imapa_nb": _forecast(IMAPA()),
}
