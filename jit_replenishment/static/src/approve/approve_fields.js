import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { FloatField, floatField } from "@web/views/fields/float/float_field";
import { MonetaryField, monetaryField } from "@web/views/fields/monetary/monetary_field";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A quantity that names its unit until it is edited. */
export class JitQuantityField extends FloatField {
    get formattedValue() {
        const unit = this.props.record.data.product_uom_id;
        if (!this.props.readonly || !unit) {
            return super.formattedValue;
        }
        return `${super.formattedValue} ${unit.display_name}`;
    }
}

registry.category("fields").add("jit_quantity", {
    ...floatField,
    component: JitQuantityField,
    fieldDependencies: [{ name: "product_uom_id", type: "many2one" }],
});

/** What a line costs, and how its price moved since the last purchase. */
export class JitCostField extends MonetaryField {
    static template = "jit_replenishment.CostField";

    get change() {
        return this.props.record.data.jit_price_change_said;
    }

    get changeClass() {
        return this.props.record.data.jit_price_change > 0
            ? "text-danger"
            : "text-success";
    }
}

registry.category("fields").add("jit_cost", {
    ...monetaryField,
    component: JitCostField,
    fieldDependencies: [
        { name: "jit_price_change", type: "float" },
        { name: "jit_price_change_said", type: "char" },
    ],
});

/** A product's name, however long, and what the vendor calls it below. */
export class JitItemField extends Component {
    static template = "jit_replenishment.ItemField";
    static props = { ...standardFieldProps };

    get parts() {
        return (this.props.record.data[this.props.name] || "").split("\n");
    }
}

registry.category("fields").add("jit_item", {
    component: JitItemField,
    supportedTypes: ["text"],
});
