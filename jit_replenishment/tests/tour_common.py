from odoo.tests import HttpCase


class TourCase(HttpCase):
    """Tours that begin once the first page shows what it is for.

    A step has ten seconds, which is not much for the first page of a server that has
    just come up; until a tour is ready it has a minute.
    """

    def start_tour(self, url_path, tour_name, step_delay=None, **kwargs):
        shown = "document.querySelector('.o_action_manager > *') !== null"
        kwargs.setdefault("ready", f"odoo.isTourReady({tour_name!r}) && {shown}")
        return super().start_tour(url_path, tour_name, step_delay, **kwargs)
