import { registry } from "@web/core/registry";
import { kanbanView } from "@web/views/kanban/kanban_view";

import { JitHealthKanbanRenderer } from "../health_line/health_line_kanban";
import { JitSectionsController, withEmptyPage } from "../sections/sections_kanban";
import { JitApproveModel, sendShown } from "./approve_model";
import { withTypedKept } from "./card_typed";

/** What phones show in place of the grid. */
export class JitApproveKanbanController extends JitSectionsController {
    async beforeExecuteActionButton(clickParams) {
        const result = await super.beforeExecuteActionButton(clickParams);
        sendShown(clickParams, this.model.root);
        return result;
    }
}

registry.category("views").add("jit_approve_kanban", {
    ...kanbanView,
    Model: JitApproveModel,
    Controller: withTypedKept(JitApproveKanbanController),
    Renderer: withEmptyPage(JitHealthKanbanRenderer),
});
