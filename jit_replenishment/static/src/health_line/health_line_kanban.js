import { useEffect } from "@odoo/owl";
import { getActiveHotkey } from "@web/core/hotkeys/hotkey_service";
import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

import { JitHealthLine } from "./health_line";

/** Enter presses the button it is on; Odoo keeps it for opening the card. */
function leaveToButton(ev) {
    if (getActiveHotkey(ev) === "enter" && ev.target.closest("button")) {
        ev.stopPropagation();
    }
}

/** What phones show in place of the list. */
export class JitHealthKanbanRenderer extends KanbanRenderer {
    static template = "jit_replenishment.KanbanRenderer";
    static components = { ...KanbanRenderer.components, JitHealthLine };

    setup() {
        super.setup();
        const { rootRef } = this;
        useEffect(
            (el) => {
                el?.addEventListener("keydown", leaveToButton);
                return () => el?.removeEventListener("keydown", leaveToButton);
            },
            () => [rootRef.el]
        );
    }
}

registry.category("views").add("jit_health_kanban", {
    ...kanbanView,
    Renderer: JitHealthKanbanRenderer,
});
