import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

import { JitHealthLine } from "./health_line";

/** What phones show in place of the list. */
export class JitHealthKanbanRenderer extends KanbanRenderer {
    static template = "jit_replenishment.KanbanRenderer";
    static components = { ...KanbanRenderer.components, JitHealthLine };
}

registry.category("views").add("jit_health_kanban", {
    ...kanbanView,
    Renderer: JitHealthKanbanRenderer,
});
