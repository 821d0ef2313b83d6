from . import kanban_card
