import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

import { JitSectionsController, withEmptyPage } from "../sections/sections_kanban";
import { JitCheckLine } from "./check_line";

const COMPARED = /^(rest_)?(value|empty|orders?)_/;

/** What a figure is compared of; undefined of one that compares nothing. */
function comparedOf(name) {
    const [found, rest] = name.match(COMPARED) || [];
    return found && `${rest || ""}compared`;
}

/** How far the roll-out is; brings the list up to date once it was counted. */
export class JitRolloutLine extends JitCheckLine {
    static model = "jit.rollout";
    // who opens the page has what is out of date counted
    static opening = "open_parts";
}

export class JitRolloutListRenderer extends ListRenderer {
    static template = "jit_replenishment.RolloutListRenderer";
    static components = { ...ListRenderer.components, JitRolloutLine };

    /** Nothing, rather than 0 %, where nothing is compared. */
    formatGroupAggregate(group, column) {
        const counted = comparedOf(column.name);
        if (counted && !group.aggregates[counted]) {
            return { value: "" };
        }
        return super.formatGroupAggregate(group, column);
    }

    /** Nor a total of blanks. */
    computeAggregates() {
        const aggregates = super.computeAggregates();
        const { groups, isGrouped, records, selection } = this.props.list;
        const shown = selection.length ? selection : records;
        const rows =
            isGrouped && !selection.length
                ? groups.map((group) => group.aggregates)
                : shown.map((record) => record.data);
        for (const name of Object.keys(aggregates)) {
            const counted = comparedOf(name);
            if (counted && !rows.some((row) => row[counted])) {
                delete aggregates[name];
            }
        }
        return aggregates;
    }
}

/** What phones show in place of the list. */
export class JitRolloutKanbanRenderer extends KanbanRenderer {
    static template = "jit_replenishment.RolloutKanbanRenderer";
    static components = { ...KanbanRenderer.components, JitRolloutLine };
}

registry.category("views").add("jit_rollout_list", {
    ...listView,
    Renderer: JitRolloutListRenderer,
});

registry.category("views").add("jit_rollout_kanban", {
    ...kanbanView,
    Controller: JitSectionsController,
    Renderer: withEmptyPage(JitRolloutKanbanRenderer),
});
