import { Component } from "@odoo/owl";
import { CheckBox } from "@web/core/checkbox/checkbox";
import { Field } from "@web/views/fields/field";
import { ViewButton } from "@web/views/view_button/view_button";
import { Widget } from "@web/views/widgets/widget";

/**
 * One row, drawn by Odoo's own template, and drawn again only if something in it changed.
 *
 * Odoo draws all rows anew with each tick, which takes seconds where there are three
 * hundred. What a row reads of its record makes it draw itself; what it reads of the list
 * comes as props.
 */
export class JitApproveRow extends Component {
    static template = "jit_replenishment.ApproveRow";
    static components = { CheckBox, Field, ViewButton, Widget };
    static props = {
        record: Object,
        group: { type: Object, optional: true },
        groupId: { type: String, optional: true },
        renderer: Object,
        isInEdition: Boolean,
        // what of the list shows in every row: its columns
        look: String,
    };

    /** The names the template knows, as the renderer has them. */
    get rowContext() {
        const { record, renderer, group, groupId, isInEdition } = this.props;
        return Object.assign(Object.create(renderer), {
            this: renderer,
            record,
            group,
            groupId,
            editedRecord: isInEdition ? record : null,
            _canSelectRecord: !isInEdition && !renderer.props.list.model.useSampleModel,
        });
    }
}
