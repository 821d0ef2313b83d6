import { registry } from "@web/core/registry";
import { FloatField, floatField } from "@web/views/fields/float/float_field";

/** A figure that a person may overwrite; emptied, it is the suggested one again. */
export class JitSuggestedFigure extends FloatField {
    parse(value) {
        if (String(value).trim()) {
            return super.parse(value);
        }
        const suggested = this.props.name.replace(/^new_/, "suggested_");
        return this.props.record.data[suggested];
    }
}

registry.category("fields").add("jit_suggested_figure", {
    ...floatField,
    component: JitSuggestedFigure,
});
