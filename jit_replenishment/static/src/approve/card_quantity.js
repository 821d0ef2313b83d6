import { Component, onWillUnmount, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/views/fields/formatters";
import { parseFloat } from "@web/views/fields/parsers";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * A quantity on a card: one tap, the new figure, and it is kept.
 *
 * The box is always there: a phone shows its keys for what a finger touched itself.
 */
export class JitCardQuantityField extends Component {
    static template = "jit_replenishment.CardQuantityField";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ isTyping: false, isWrong: false });
        this.input = useRef("typed");
        this.isKept = Promise.resolve(true);
        const { typedFields } = this.props.record.model;
        typedFields?.add(this);
        onWillUnmount(() => typedFields?.delete(this));
    }

    get shown() {
        const { name, record } = this.props;
        return formatFloat(record.data[name], {
            digits: record.fields[name].digits,
            trailingZeros: false,
        });
    }

    get unit() {
        return this.props.record.data.product_uom_id?.display_name || "";
    }

    get label() {
        return _t("Change quantity, now %(quantity)s %(unit)s", {
            quantity: this.shown,
            unit: this.unit,
        });
    }

    /** What is typed is not overwritten when the card is drawn anew. */
    get text() {
        return this.state.isTyping ? this.typed : this.shown;
    }

    open() {
        this.typed = this.input.el.value;
        this.state.isTyping = true;
        this.isToSelect = true;
        this.input.el.select();
    }

    /** Where the finger was lifted, the browser puts its cursor. */
    onClick() {
        if (this.isToSelect) {
            this.isToSelect = false;
            this.input.el.select();
        }
    }

    onInput() {
        this.typed = this.input.el.value;
        this.isToSelect = false;
        // an answer may have been given meanwhile without the focus being taken away
        this.state.isTyping = true;
    }

    close() {
        Object.assign(this.state, { isTyping: false, isWrong: false });
    }

    async save(typed) {
        if (!this.state.isTyping) {
            return;
        }
        let quantity;
        try {
            quantity = parseFloat(typed);
        } catch {
            this.state.isWrong = true;
            return;
        }
        this.close();
        if (quantity !== this.props.record.data[this.props.name]) {
            const kept = this.keep(quantity);
            // who waits for it need not know why it was refused: that is shown once
            this.isKept = kept.catch(() => false);
            await kept;
        }
    }

    /** @returns {Promise<boolean>} whether the record took it; the server's error else */
    async keep(quantity) {
        const { name, record } = this.props;
        try {
            return (await record.update({ [name]: quantity }, { save: true })) !== false;
        } catch (error) {
            await record.discard();
            throw error;
        }
    }

    /**
     * To be called before anything is done with the line. A tap does not take the focus
     * from what is typed on every phone.
     *
     * @returns {Promise<boolean>} whether what was typed is kept
     */
    async settle() {
        if (this.state.isTyping) {
            this.save(this.input.el.value);
        }
        if (this.state.isWrong) {
            this.input.el.focus();
            return false;
        }
        const isKept = await this.isKept;
        this.isKept = Promise.resolve(true);
        return isKept;
    }

    onKeydown(ev) {
        const isDone = { Enter: () => this.save(ev.target.value), Escape: () => this.close() };
        isDone[ev.key]?.();
        if (isDone[ev.key] && !this.state.isTyping) {
            // the keys of a phone go with it
            ev.target.blur();
        }
        ev.stopPropagation();
    }
}

registry.category("fields").add("jit_card_quantity", {
    component: JitCardQuantityField,
    supportedTypes: ["float"],
    fieldDependencies: [{ name: "product_uom_id", type: "many2one" }],
    extractProps: (fieldInfo, dynamicInfo) => ({ readonly: dynamicInfo.readonly }),
});
