import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What is said of a line; a click on it opens the card, and the grid stays. */
export class JitWhyField extends Component {
    static template = "jit_replenishment.WhyField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    get said() {
        return this.props.record.data[this.props.name] || "";
    }

    async open() {
        const { resModel, resId } = this.props.record;
        const action = await this.orm.call(resModel, "action_jit_open_reason", [[resId]]);
        return this.action.doAction(action);
    }
}

registry.category("fields").add("jit_why", {
    component: JitWhyField,
    supportedTypes: ["text", "char"],
});
