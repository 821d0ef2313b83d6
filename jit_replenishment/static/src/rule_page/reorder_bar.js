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

    get scale() {
        return this.props.record.data[this.props.name].scale || 1;
    }

    widthOf(quantity) {
        return `width: ${(100 * quantity) / this.scale}%`;
    }
}

registry.category("fields").add("jit_reorder_bar", {
    component: JitReorderBar,
    supportedTypes: ["json"],
});
