import { useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { usePager } from "@web/search/pager_hook";
import { formatDate } from "@web/views/fields/formatters";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

import { JitHealthListRenderer } from "../health_line/health_line_list";

/** Ticks the usual lines at once; what is done with them stays a person's choice. */
export class JitApproveListController extends ListController {
    setup() {
        super.setup();
        this.jitRoot = useState(this.model);
        usePager(() => this.linesPager);
    }

    /** On a page that holds all vendors, what is counted is lines. */
    get linesPager() {
        const { root, useSampleModel } = this.model;
        if (useSampleModel) {
            return undefined;
        }
        const { count, groups, isGrouped, limit, offset } = root;
        const pager = {
            offset,
            limit,
            total: count,
            onUpdate: async (page) => {
                if (!this.editedRecord || (await this.editedRecord.save())) {
                    await root.load(page);
                }
            },
        };
        if (isGrouped && count <= limit) {
            pager.total = groups.reduce((sum, group) => sum + group.count, 0);
            pager.limit = Math.max(pager.total, 1);
            pager.onUpdate = () => root.load();
        }
        return pager;
    }

    /** Only what was on the page is approved, whatever came since. */
    async beforeExecuteActionButton(clickParams) {
        const result = await super.beforeExecuteActionButton(clickParams);
        if (clickParams.name === "action_jit_ask_usual") {
            clickParams.buttonContext = {
                ...clickParams.buttonContext,
                jit_shown_ids: this.model.root.records.map((record) => record.resId),
            };
        }
        return result;
    }

    async onRecordSaved(record) {
        await super.onRecordSaved(record);
        this.addUpGroups();
    }

    /** What a vendor's lines cost, after one of them was changed on this page. */
    addUpGroups() {
        for (const group of this.model.root.groups || []) {
            const { records, count } = group.list;
            if ("price_subtotal" in group.aggregates && records.length === count) {
                group.aggregates.price_subtotal = records.reduce(
                    (sum, record) => sum + record.data.price_subtotal,
                    0
                );
            }
        }
    }

    get className() {
        return `${super.className || ""} o_jit_approve`;
    }

    get usualRecords() {
        return this.jitRoot.root.records.filter((record) => record.data.jit_is_usual);
    }

    async selectUsual() {
        // all in one frame: three hundred rows are drawn once
        await Promise.all(
            this.model.root.records
                .filter((record) => record.selected !== record.data.jit_is_usual)
                .map((record) => record.toggleSelection(record.data.jit_is_usual))
        );
    }
}

/** Dozens and metres add up to nothing: a vendor's row says when to order instead. */
export class JitApproveListRenderer extends JitHealthListRenderer {
    formatGroupAggregate(group, column) {
        if (column.name !== "product_qty") {
            return super.formatGroupAggregate(group, column);
        }
        const days = group.list.records
            .map((record) => record.data.jit_order_by)
            .filter(Boolean);
        if (!days.length) {
            return { value: "" };
        }
        const first = days.reduce((day, other) => (other < day ? other : day));
        return { value: _t("by %s", formatDate(first, { numeric: false })) };
    }
}

/** A morning has more vendors than Odoo opens groups. */
export class JitApproveModel extends listView.Model {
    static DEFAULT_OPEN_GROUP_LIMIT = 200;

    /** A vendor of whom nothing is left to approve needs no empty row. */
    async _postprocessReadGroup(config, response) {
        delete config.currentGroups;
        return super._postprocessReadGroup(config, response);
    }
}

registry.category("views").add("jit_approve_list", {
    ...listView,
    Model: JitApproveModel,
    Controller: JitApproveListController,
    Renderer: JitApproveListRenderer,
    buttonTemplate: "jit_replenishment.ApproveList.Buttons",
});
