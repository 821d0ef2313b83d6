/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const card = (name) => `.o_kanban_record:contains(${name})`;

const fits = {
    content: "Nothing reaches beyond the window, and a thumb hits each button",
    trigger: ".o_kanban_record .o_jit_card_buttons button",
    run: () => {
        const shown = [...document.querySelectorAll(".o_kanban_record *")].filter((each) =>
            each.checkVisibility()
        );
        const odd = shown.filter(
            (each) =>
                each.getBoundingClientRect().right > window.innerWidth + 1 ||
                (each.matches(".o_jit_card_buttons > button") && each.offsetHeight < 44)
        );
        if (odd.length) {
            throw new Error(odd.map((each) => each.outerHTML));
        }
    },
};

// Starts on what runs out before supply.
tours.add("jit_short_on_a_phone", {
    steps: () => [
        {
            content: "What customers wait for, in money",
            trigger: `${card("Hex Bolt")} div[name=jit_sales_waiting]:contains($ 20.00)`,
        },
        fits,
        {
            content: "Ask its vendor",
            trigger: `${card("Hex Bolt")} button[name=action_jit_chase]`,
            run: "click",
        },
        {
            content: "The mail names the vendor's SKU",
            trigger: ".modal .o_field_html:contains(AC-M8-50)",
        },
    ],
});

// Starts on the orders that are late or unsent.
tours.add("jit_late_on_a_phone", {
    steps: () => [
        {
            content: "Only what a vendor knows of can be chased",
            trigger: `${card("Acme Fasteners")}:not(:has(button[name=action_jit_send])) button[name=action_jit_chase]`,
        },
        fits,
        {
            content: "What he does not know of is sent",
            trigger: `${card("Gamma")}:not(:has(button[name=action_jit_chase])) button[name=action_jit_send]`,
            run: "click",
        },
        {
            content: "It is being sent",
            trigger: ".o_notification:contains(Being sent now)",
        },
    ],
});
