import { registry } from "@web/core/registry";
import { FloatField, floatField } from "@web/views/fields/float/float_field";

/** A figure that a person may overwrite; emptied, it is the suggested one again. */
export class JitSuggestedFigure extends FloatField {
    parse(value) {
        if (String(value).trim()) {
            return super.parse(value);
        }
        const { record } = this.props;
        if (record.selected && record.model.root.selection.length > 1) {
            // it would be written on all that are ticked, who have others
            return record.data[this.props.name];
        }
        const suggested = this.props.name.replace(/^new_/, "suggested_");
        return record.data[suggested];
    }
}

registry.category("fields").add("jit_suggested_figure", {
    ...floatField,
    component: JitSuggestedFigure,
});
