import { Component, useEffect, useState } from "@odoo/owl";
import { CheckBox } from "@web/core/checkbox/checkbox";
import { Field } from "@web/views/fields/field";
import { ViewButton } from "@web/views/view_button/view_button";
import { Widget } from "@web/views/widgets/widget";

// what was last seen of a line's row, by the line's id: it outlives a reload, after which
// nothing on the page may jump
const seen = new Map();

/**
 * One row, drawn by Odoo's own template, and drawn again only if something in it changed.
 *
 * Odoo draws all rows anew with each tick, which is slow where there are three hundred.
 * What a row reads of its record makes it draw itself; what it reads of the list comes as
 * props. A row that is far from what is in view is its text alone: it can be found and
 * read, and costs next to nothing.
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
        // of no row while one is edited
        canSelect: Boolean,
        // what of the list shows in every row: its columns
        look: String,
    };

    setup() {
        const { record, renderer } = this.props;
        this.last = seen.get(record.resId) || { height: 0, isNear: false };
        seen.set(record.resId, this.last);
        this.state = useState({ isNear: this.last.isNear || renderer.drawsAtOnce() });
        useEffect(
            () => renderer.rowWatch.watch(record.id, (entry) => this.onMoved(entry)),
            () => [this.isDrawn]
        );
    }

    get isDrawn() {
        return this.state.isNear || this.props.isInEdition;
    }

    get height() {
        return this.last.height || 40;
    }

    get text() {
        const { jit_item, jit_said } = this.props.record.data;
        return [jit_item, jit_said].filter(Boolean).join(" ");
    }

    /** @param {IntersectionObserverEntry} entry */
    onMoved(entry) {
        const { isIntersecting, boundingClientRect, target } = entry;
        if (this.isDrawn && boundingClientRect.height) {
            this.last.height = boundingClientRect.height;
        }
        // where somebody works, nothing is taken away
        if (isIntersecting || !target.contains(document.activeElement)) {
            this.last.isNear = isIntersecting;
            this.state.isNear = isIntersecting;
        }
    }

    /** The names the template knows, as the renderer has them. */
    get rowContext() {
        const { record, renderer, group, groupId, isInEdition, canSelect } = this.props;
        return Object.assign(Object.create(renderer), {
            this: renderer,
            record,
            group,
            groupId,
            editedRecord: isInEdition ? record : null,
            _canSelectRecord: canSelect,
        });
    }
}
