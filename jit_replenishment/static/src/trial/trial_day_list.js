import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

/** Where nothing was ordered, nothing is shown: neither in a row nor as a sum. */
class JitTrialDayListRenderer extends ListRenderer {
    computeAggregates() {
        const aggregates = super.computeAggregates();
        for (const [name, { rawValue }] of Object.entries(aggregates)) {
            if (!rawValue) {
                delete aggregates[name];
            }
        }
        return aggregates;
    }

    formatGroupAggregate(group, column) {
        if (!group.aggregates[column.name]) {
            return { value: "" };
        }
        return super.formatGroupAggregate(group, column);
    }
}

registry.category("views").add("jit_trial_day_list", {
    ...listView,
    Renderer: JitTrialDayListRenderer,
});
