import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What a reorder point is made of, and beside it the present one, on one scale. */
export class JitReorderBar extends Component {
    static template = "jit_replenishment.ReorderBar";
    static props = { ...standardFieldProps };

    get bars() {
        return this.props.record.data[this.props.name]?.bars || [];
    }

    /** Every part that any of the bars has, once. */
    get legend() {
        const known = new Map();
        for (const bar of this.bars) {
            for (const part of bar.parts) {
                known.set(part.key, part.label);
            }
        }
        return [...known].map(([key, label]) => ({ key, label }));
    }

    get scale() {
        return this.props.record.data[this.props.name].scale || 1;
    }

    /** Whether a number fits into its part; it is in the accessible text anyway. */
    fits(quantity) {
        return quantity / this.scale > 0.04;
    }

    widthOf(quantity) {
        return `width: ${(100 * quantity) / this.scale}%`;
    }
}

registry.category("fields").add("jit_reorder_bar", {
    component: JitReorderBar,
    supportedTypes: ["json"],
});
