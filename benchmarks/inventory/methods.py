"""The methods that are compared, each with the settings of its own knob."""

from collections.abc import Sequence
from dataclasses import dataclass

from statsforecast.models import (
    IMAPA,
    TSB,
    CrostonClassic,
    CrostonSBA,
    SimpleExponentialSmoothing,
)

from . import estimates
from .estimates import FACTORS, LEVELS, Method, forecast_nb
from .ours import ours

_SMOOTHING = 0.1


@dataclass(frozen=True)
class Contender:
    """:param settings: target levels, or factors of what people choose by hand
    :param once: set before the first order and never again
    """

    method: Method
    settings: Sequence[float] = LEVELS
    once: bool = False


CONTENDERS: dict[str, Contender] = {
    "ours": Contender(ours),
    "hand": Contender(estimates.hand, FACTORS, once=True),
    "oca_safety_stock": Contender(estimates.oca_safety_stock),
    "ddmrp": Contender(estimates.ddmrp, FACTORS),
    "normal": Contender(estimates.normal),
    "ses_nb": Contender(forecast_nb(SimpleExponentialSmoothing(_SMOOTHING))),
    "croston_nb": Contender(forecast_nb(CrostonClassic())),
    "sba_nb": Contender(forecast_nb(CrostonSBA())),
    "tsb_nb": Contender(forecast_nb(TSB(_SMOOTHING, _SMOOTHING))),
    "imapa_nb": Contender(forecast_nb(IMAPA())),
}
