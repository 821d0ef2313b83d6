"""The replenishment policy: what to order, how much, from whom, and why.

Plain Python from the standard library. Nothing here knows Odoo or the database, so
the scheduled action, the why-not question, a trial and a replay ask the same code.

In one page::

    inventory position = on hand + on order - committed  (inventory_position.py)
    committed          = promises, beyond what a learned
                         reorder point expects           (forward_orders.py)
    on order           = supply that can be counted on   (supply_cover.py),
                         late if it finds an empty shelf (stock_projection.py)
    order when           inventory position <= reorder point (decision.py)
    need               = target stock - inventory position
    runs out           = the shelf is empty before supply (running_out.py)
    vendor             = the preferred one, if its offer is valid (sourcing.py),
                         none where Odoo transfers or produces (internal_supply.py)
    quantity           = need raised to the minimum order quantity,
                         then up to the order multiple   (order_quantity.py);
                         variants share one minimum      (shared_minimum.py)

What rules are set from, in one page::

    demand of a day      = sparse events (demand_history.py), what came back taken
                           off (returned_goods.py), the largest cut (spikes.py), the
                           latest weighing more (memory.py); the catalogue tells how
                           much more (memory_mix.py) and its spread (spread.py), see
                           demand.py, demand_pool.py; how far rates move drift.py,
                           and all a catalogue teaches catalogue.py
    lead time            = receipts, drawn towards the promise (lead_time.py); less
                           uneven where orders overtake each other
                           (order_crossing.py)
    reorder point        = quantile of the demand until goods arrive, in its
                           season (season.py), in parts (reorder_point.py); as much
                           more as it took in the past (calibration.py)
    lot                  = what costs least a year (lot_size.py)
    target stock         = reorder point + lot (learned_rule.py, where all meet)
    a new product        = what others began with (launch.py)
    what people know     = with its dates (adjustment.py), of the past
                           (adjusted_history.py) and of the days to come (outlook.py);
                           never more than sells in time (sellable.py)
    how much that says   = confidence.py

and what is said of rules, whoever set them::

    service and stock of a reorder point   = stock_effect.py (gamma.py)
    the same under other terms             = what_if.py
    past cycles it would have covered      = covered_cycles.py
    whether to suggest, or make, a change  = change.py, why now: change_cause.py
    parts that add up for people           = whole_parts.py
    lean, with a buffer, or on demand      = suitability.py
    where the money is, what varies        = abc_xyz.py
    the stock of a rule on trial           = trial.py, why others ordered otherwise:
                                             trial_difference.py
    whether a line is like those before it = usual.py

Quantities are in the product's unit unless a name says otherwise, durations in days.
"Order at or below" follows (s, S) and (r, Q) policies as in Silver, Pyke and Thomas,
*Inventory and Production Management in Supply Chains*, 4th ed., chapter 6.
"""
