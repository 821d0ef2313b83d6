import { registry } from "@web/core/registry";
import { kanbanView } from "@web/views/kanban/kanban_view";

import { JitHealthKanbanRenderer } from "../health_line/health_line_kanban";
import { JitSectionsController, withEmptyPage } from "../sections/sections_kanban";
import { JitApproveModel, sendShown } from "./approve_model";
import { withTypedKept } from "./card_typed";
import { useRowFocus } from "./row_focus";

const CARD = { line: ".o_kanban_record" };

/** What phones show in place of the grid. */
export class JitApproveKanbanController extends JitSectionsController {
    setup() {
        super.setup();
        this.rowFocus = useRowFocus(this.rootRef, () => this.model.root, CARD);
    }

    get modelParams() {
        const params = super.modelParams;
        // Odoo's cards ask for no group's figures, and without them groups stand by name
        const ranks = params.defaultOrderBy.map(({ name }) => name);
        params.config.fieldsToAggregate = ranks.filter((name) => name !== "id");
        const { onRootLoaded } = params.hooks;
        params.hooks.onRootLoaded = (...root) => {
            this.rowFocus?.arrive();
            return onRootLoaded?.(...root);
        };
        return params;
    }

    async beforeExecuteActionButton(clickParams) {
        this.rowFocus.leave();
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
