/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const card = ".o_kanban_record:contains(Acme Fasteners)";
const handsFree = {
    content: "A thumb hits each button",
    trigger: `${card} .o_jit_card_buttons`,
    run: ({anchor}) => {
        const small = [...anchor.querySelectorAll("button")].filter(
            (each) => each.offsetHeight < 44
        );
        if (small.length) {
            throw new Error(`too small: ${small.map((each) => each.outerHTML)}`);
        }
    },
};

// Both start on the orders to send, on a phone.
tours.add("jit_unsent_on_a_phone", {
    steps: () => [
        {
            content: "What it costs before taxes, as the list says",
            trigger: `${card}:contains(80.00):contains(Before Taxes)`,
        },
        {
            content: "Since when, and why the vendor does not know of it",
            trigger: `${card}:contains(Approved):not(:contains(100.00)):contains(The vendor has no e-mail address)`,
        },
        handsFree,
        {
            content: "He was phoned",
            trigger: `${card} button[name=action_jit_mark_sent]`,
            run: "click",
        },
        {
            content: "It waits no more",
            trigger: ".o_view_nocontent:contains(Every approved order was sent)",
        },
    ],
});
tours.add("jit_send_on_a_phone", {
    steps: () => [
        {
            content: "Send it",
            trigger: `${card}:not(:contains(e-mail)) button[name=action_jit_send]`,
            run: "click",
        },
        {
            content: "It goes out, and is not sent twice",
            trigger: `${card}:contains(Being Sent):not(:has(button[name=action_jit_send]))`,
        },
    ],
});
