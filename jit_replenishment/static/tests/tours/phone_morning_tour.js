/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const card = (name) => `.o_kanban_record:not(.o_kanban_ghost):contains(${name})`;
const closed = "body:not(:has(.modal))";
const gone = (name) => `${closed}:not(:has(${card(name)}))`;

const fits = {
    content: "Nothing reaches beyond the window",
    trigger: ".o_kanban_renderer",
    run: () => {
        const wide = [...document.querySelectorAll(".o_content, .o_content *")].filter(
            (each) =>
                each.checkVisibility() && each.getBoundingClientRect().right > window.innerWidth + 1
        );
        if (wide.length) {
            throw new Error(`beyond the window: ${wide.map((each) => each.outerHTML)}`);
        }
    },
};

// Starts on the lines to approve.
tours.add("jit_morning_on_a_phone", {
    steps: () => [
        {
            content: "As cards",
            trigger: card("Hex Bolt M6"),
        },
        fits,
        {
            content: "A usual one is approved by one tap",
            trigger: `${card("Hex Bolt M6")} button[name=action_jit_approve]`,
            run: "click",
        },
        {
            content: "It is gone; why so many nuts?",
            trigger: `${gone("Hex Bolt M6")} ${card("Hex Nut")} button[name=action_jit_open_reason]`,
            run: "click",
        },
        {
            content: "The card says who was asked",
            trigger: ".modal .o_jit_why_card section[data-section=vendor]:contains(Acme Fasteners)",
        },
        {
            content: "Back",
            trigger: ".modal .modal-header .oi-arrow-left, .modal .btn-close",
            run: "click",
        },
        {
            content: "Open the nut",
            trigger: `${closed} ${card("Hex Nut")} .fw-bold`,
            run: "click",
        },
        {
            content: "Twelve will do",
            trigger: ".o_form_view div[name=product_qty] input",
            run: "edit 12",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save:visible",
            run: "click",
        },
        {
            content: "Saved; back",
            trigger: "body:has(.o_form_saved) .o_back_button",
            run: "click",
        },
        {
            content: "Twelve are usual, and approved by one tap",
            trigger: `${card("Hex Nut")}:contains(12):contains(Usual) button[name=action_jit_approve]`,
            run: "click",
        },
        {
            content: "It is gone; the screw is not wanted",
            trigger: `${gone("Hex Nut")} ${card("Screw")} button[name=action_jit_reject]`,
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".modal div[name=reason] input",
            run: "edit The project has ended",
        },
        {
            content: "Reject",
            trigger: ".modal button[name=action_reject]",
            run: "click",
        },
        {
            content: "It is gone; open the pin",
            trigger: `${gone("Screw")} ${card("Pin")} .fw-bold`,
            run: "click",
        },
        {
            content: "What else can be done",
            trigger: ".o_form_view .o_statusbar_buttons button[title=More]",
            run: "click",
        },
        {
            content: "Not now",
            trigger: ".o-dropdown-item button[name=action_jit_skip]",
            run: "click",
        },
        {
            content: "For a week",
            trigger: ".modal button[name=action_reject]:contains(Skip)",
            run: "click",
        },
        {
            content: "It is gone; what is odd is not ordered by one tap",
            trigger: `${gone("Pin")} ${card("Washer")}:not(:has(button[name=action_jit_approve])) button[name=action_jit_ask]`,
            run: "click",
        },
        {
            content: "It says why it is odd",
            trigger: ".modal div[name=unusual]:contains(Never bought from this vendor)",
        },
        {
            content: "Approve",
            trigger: ".modal button[name=action_approve]",
            run: "click",
        },
        {
            content: "One is left",
            trigger: `${gone("Washer")} ${card("Hex Bolt M8")}`,
        },
        fits,
    ],
});
