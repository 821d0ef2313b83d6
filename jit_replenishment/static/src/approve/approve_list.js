import { useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { getActiveHotkey } from "@web/core/hotkeys/hotkey_service";
import { registry } from "@web/core/registry";
import { usePager } from "@web/search/pager_hook";
import { formatDate } from "@web/views/fields/formatters";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { executeButtonCallback } from "@web/views/view_button/view_button_hook";
import { SelectionBox } from "@web/views/view_components/selection_box";

import { JitHealthListRenderer } from "../health_line/health_line_list";
import { JitApproveModel, sendShown } from "./approve_model";
import { JitApproveRow } from "./approve_row";
import { useKeptTicks } from "./kept_ticks";
import { useRowFocus } from "./row_focus";
import { useRowWatch } from "./row_watch";

/** Unticks all lines in one go. */
export class JitSelectionBox extends SelectionBox {
    /** Odoo's box knows the lines it began with; it stays over those read anew. */
    get root() {
        return this.props.root;
    }

    set root(_root) {}

    onUnselectAll() {
        const { root } = this;
        root.model.mutex.exec(() => {
            for (const record of this.selectedRecords) {
                record._toggleSelection(false);
            }
            root._selectDomain(false);
        });
    }
}

/** Ticks the usual lines at once; what is done with them stays a person's choice. */
export class JitApproveListController extends ListController {
    static components = { ...ListController.components, SelectionBox: JitSelectionBox };

    setup() {
        super.setup();
        this.jitRoot = useState(this.model);
        usePager(() => this.linesPager);
        this.rowFocus = useRowFocus(this.rootRef, () => this.model.root);
        this.keptTicks = useKeptTicks(() => this.model.root);
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

    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRootLoaded = () => {
            this.rowFocus?.arrive();
            this.keptTicks?.arrive();
        };
        return params;
    }

    async beforeExecuteActionButton(clickParams) {
        this.rowFocus.leave();
        const result = await super.beforeExecuteActionButton(clickParams);
        this.keptTicks.leave();
        sendShown(clickParams, this.model.root);
        return result;
    }

    /** Odoo takes every button of the page away meanwhile: a thousand, in as many rows. */
    async onClickSave() {
        const panel = this.rootRef.el.querySelector(".o_control_panel");
        return executeButtonCallback(panel, async () => {
            if (await this.editedRecord.save()) {
                await this.model.root.leaveEditMode();
            }
        });
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
        const { model } = this;
        // all in one go: each by itself, the page would be drawn for each
        await model.mutex.exec(() => {
            for (const record of model.root.records) {
                if (record.selected !== record.data.jit_is_usual) {
                    record._toggleSelection(record.data.jit_is_usual);
                }
            }
        });
    }
}

/** Dozens and metres add up to nothing: a vendor's row says when to order instead. */
export class JitApproveListRenderer extends JitHealthListRenderer {
    static template = "jit_replenishment.ApproveListRenderer";
    static recordRowTemplate = "jit_replenishment.ApproveRecordRow";
    static components = { ...JitHealthListRenderer.components, JitApproveRow };
    static ROWS_AT_ONCE = 40;

    setup() {
        super.setup();
        this.rowWatch = useRowWatch(this.tableRef);
        this.rowsAtOnce = this.constructor.ROWS_AT_ONCE;
    }

    /** The first rows are there with the page; the others when they come near. */
    drawsAtOnce() {
        return this.rowsAtOnce-- > 0;
    }

    /** The columns behind the last sum. */
    get footColspan() {
        const last = this.getLastAggregateIndex();
        return last < 0 ? 1 : this.columns.length - last - 1;
    }

    /** What every row shows of the list. */
    get rowLook() {
        const names = this.columns.map((column) => column.id);
        return [this.hasSelectors, this.displayOptionalFields, ...names].join();
    }

    /** A row knows its record as its own; what the list compares is the list's. */
    ofList(record) {
        return record && this.props.list.records.find(({ id }) => id === record.id);
    }

    toggleRecordSelection(record, ev) {
        return super.toggleRecordSelection(this.ofList(record), ev);
    }

    onCellClicked(record, ...others) {
        return super.onCellClicked(this.ofList(record), ...others);
    }

    /** Enter presses the button it is on; Odoo opens the line instead. */
    onCellKeydown(ev, group = null, record = null) {
        const button = record && !this.editedRecord && ev.target.closest("button");
        if (button && getActiveHotkey(ev) === "enter") {
            ev.preventDefault();
            ev.stopPropagation();
            button.click();
            return undefined;
        }
        return super.onCellKeydown(ev, group, this.ofList(record));
    }

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

registry.category("views").add("jit_approve_list", {
    ...listView,
    Model: JitApproveModel,
    Controller: JitApproveListController,
    Renderer: JitApproveListRenderer,
    buttonTemplate: "jit_replenishment.ApproveList.Buttons",
});
