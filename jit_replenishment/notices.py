"""What a button answers where nothing opens."""

# by which a phone shows it where it covers no button
CLASS = "o_jit_notice"


def notice(message: str, kind: str = "success", **more: object) -> dict[str, object]:
    """A notice in the corner; the page below it is read again.

    :param kind: success, info, warning or danger
    :param more: further parameters; another ``next`` in place of reading again, or
        False for nothing
    """
    params = {
        "type": kind,
        "message": message,
        "className": CLASS,
        "next": {"type": "ir.actions.client", "tag": "soft_reload"},
    }
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": params | more,
    }
