import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

// of a row with many parts, those that are shown before somebody asks for all
const FEW_PARTS = 3;

/** Sections of figures, each figure with what it is today and what is behind it. */
export class JitWhyCard extends Component {
    static template = "jit_replenishment.WhyCard";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.whole = useState({});
    }

    /** All rows, or of each row with many parts the first few of them. */
    rowsOf(section) {
        let parts = 0;
        const few = section.rows.filter((row) => {
            parts = row.part ? parts + 1 : 0;
            return parts <= FEW_PARTS;
        });
        // a line that says how many are hidden takes the room of one
        const some = few.length + 1 < section.rows.length && section.key !== "history";
        return some && !this.whole[section.key] ? few : section.rows;
    }

    hiddenOf(section) {
        return section.rows.length - this.rowsOf(section).length;
    }

    showAll(section) {
        this.whole[section.key] = true;
    }

    moreLabel(section) {
        return _t("Show %(count)s more lines", { count: this.hiddenOf(section) });
    }

    get card() {
        return this.props.record.data[this.props.name] || { sections: [], notes: [] };
    }

    tellsNow(section) {
        return section.rows.some((row) => row.now);
    }

    tellsThen(section) {
        return section.rows.some((row) => row.then);
    }

    tellsFigures(section) {
        return section.rows.some((row) => row.value);
    }

    /** The sum that decides, how much came of it, and whatever differs; one line of the
     * others is enough until somebody asks. */
    isOpen(section) {
        const first = ["position", "rounding"].includes(section.key);
        return first || this.tellsNow(section) || this.tellsThen(section);
    }

    /** One record is opened by its name, a list by the figure it is the sum of. */
    opensRecord(row) {
        return Boolean(row.action && row.action.res_id);
    }

    /** What rows come to, and what stands above rows. */
    isStrong(row) {
        return row.total || !(row.value || row.note || row.part);
    }

    openLabel(row) {
        return _t("Open %(label)s", { label: `${row.label} ${row.value}`.trim() });
    }

    open(row) {
        return this.action.doAction(row.action);
    }
}

registry.category("fields").add("jit_why_card", {
    component: JitWhyCard,
    supportedTypes: ["json"],
});
