import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Sections of figures, each figure with what it is today and what is behind it. */
export class JitWhyCard extends Component {
    static template = "jit_replenishment.WhyCard";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
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
