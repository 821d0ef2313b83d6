"""A product too new to have a demand of its own is expected to sell as others began.

Two weeks of zeros are no forecast of zero. What past launches sold in their first weeks
is a prior, worth so many days of an own history that the spread between those launches
is its uncertainty (an empirical Bayes estimate, Efron and Morris, *Data Analysis Using
Stein's Estimator*, 1975). A person's guess is a few demands more.
"""

from dataclasses import dataclass

# a person's guess weighs as many demands
GUESS_EVENTS = 3.0


@dataclass(frozen=True, slots=True)
class LaunchPrior:
    """What new products sell.

    :param rate: units a day, the mean of all launches
    :param deviation: standard deviation between launches / their mean
    :param size: units in one demand
    :param dispersion: variance of a day's demand / its mean, units
    :param launches: it was learned from
    """

    rate: float
    deviation: float
    size: float
    dispersion: float
    launches: int = 0

    @property
    def days(self) -> float:
        """Days of a product's own history that would tell as much.

        >>> LaunchPrior(2.0, 1.0, 4.0, 20.0).days
        10.0
        """
        spread = self.rate * self.deviation**2
        return self.dispersion / spread if spread > 0 else 0.0
