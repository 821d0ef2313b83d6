import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

import { JitCheckLine } from "./check_line";

const COMPARED = /^(rest_)?(value|empty|orders?)_/;

/** How far the roll-out is; brings the list up to date once it was counted. */
export class JitRolloutLine extends JitCheckLine {
    static model = "jit.rollout";
}

export class JitRolloutListRenderer extends ListRenderer {
    static template = "jit_replenishment.RolloutListRenderer";
    static components = { ...ListRenderer.components, JitRolloutLine };

    /** Nothing, rather than 0 %, where nothing is compared. */
    formatGroupAggregate(group, column) {
        const counted = column.name.startsWith("rest_") ? "rest_compared" : "compared";
        if (COMPARED.test(column.name) && !group.aggregates[counted]) {
            return { value: "" };
        }
        return super.formatGroupAggregate(group, column);
    }
}

registry.category("views").add("jit_rollout_list", {
    ...listView,
    Renderer: JitRolloutListRenderer,
});
