import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useAutofocus } from "@web/core/utils/hooks";
import { formatFloat } from "@web/views/fields/formatters";
import { parseFloat } from "@web/views/fields/parsers";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A quantity on a card: one tap, the new figure, and it is kept. */
export class JitCardQuantityField extends Component {
    static template = "jit_replenishment.CardQuantityField";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ isTyping: false, isWrong: false });
        useAutofocus({ refName: "typed", selectAll: true });
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

    open() {
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
        const { name, record } = this.props;
        if (quantity === record.data[name]) {
            return;
        }
        try {
            await record.update({ [name]: quantity }, { save: true });
        } catch (error) {
            await record.discard();
            throw error;
        }
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            this.save(ev.target.value);
        } else if (ev.key === "Escape") {
            this.close();
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
