import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A few lines of a sentence; all of it where the pointer rests. */
export class JitSentence extends Component {
    static template = "jit_replenishment.Sentence";
    static props = { ...standardFieldProps };

    get sentence() {
        return this.props.record.data[this.props.name] || "";
    }
}

registry.category("fields").add("jit_sentence", {
    component: JitSentence,
    supportedTypes: ["text", "char"],
});
