import { Component } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { registry } from "@web/core/registry";
import { useSpecialData } from "@web/views/fields/relational_utils";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Tells the line above that there is something new to count. */
export const ANSWERED = "JIT_QUICK_SHEET:ANSWERED";

/**
 * The classes beside each other: one click answers, and is saved at once.
 *
 * Also by keyboard: the figures 1, 2, 3 answer and go on to the next row, the arrows
 * move between the answers and between the rows.
 */
export class JitAnswerField extends Component {
    static template = "jit_replenishment.AnswerField";
    static props = { ...standardFieldProps };

    setup() {
        this.classes = useSpecialData(async (orm, props) => {
            const { relation } = props.record.fields[props.name];
            const specification = { name: {}, answer: {} };
            const kwargs = { specification, domain: [] };
            const found = await orm.call(relation, "web_search_read", [], kwargs);
            return found.records;
        });
    }

    get value() {
        return this.props.record.data[this.props.name]?.id;
    }

    async choose(answer) {
        const chosen = { id: answer.id, display_name: answer.name };
        const changes = { [this.props.name]: chosen };
        await this.props.record.update(changes, { save: true });
        this.env.bus.trigger(ANSWERED);
    }

    async onKeydown(ev) {
        const buttons = [...ev.currentTarget.querySelectorAll("button")];
        const place = buttons.indexOf(ev.target);
        const answer = this.classes.data[Number(ev.key) - 1];
        if (answer) {
            this.goTo(ev.currentTarget, 1, 0);
            await this.choose(answer);
        } else if (ev.key === "ArrowDown" || ev.key === "ArrowUp") {
            this.goTo(ev.currentTarget, ev.key === "ArrowDown" ? 1 : -1, place);
        } else if (ev.key === "ArrowRight" || ev.key === "ArrowLeft") {
            const isOnward =
                (ev.key === "ArrowRight") !== (localization.direction === "rtl");
            buttons[place + (isOnward ? 1 : -1)]?.focus();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    goTo(group, step, place) {
        const table = group.closest("table");
        const groups = [...table.querySelectorAll(".o_jit_answer")];
        const next = groups[groups.indexOf(group) + step];
        next?.querySelectorAll("button")[place]?.focus();
    }
}

registry.category("fields").add("jit_answer", {
    component: JitAnswerField,
    supportedTypes: ["many2one"],
    // a list that is read can be answered in all the same
    extractProps: (_fieldInfo, dynamicInfo) => ({ readonly: dynamicInfo.readonly }),
});
