/** @odoo-module **/
import {press} from "@odoo/hoot-dom";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const card = (name) => `.o_kanban_record:not(.o_kanban_ghost):contains(${name})`;
const closed = "body:not(:has(.modal))";
const notice = ".o_notification.o_jit_notice";
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

const stacked = {
    content: "Vendors stand below each other, and a thumb hits every answer",
    trigger: ".o_kanban_group .o_column_title:contains(Acme Fasteners)",
    run: () => {
        const boxes = (what) =>
            [...document.querySelectorAll(what)].map((each) => each.getBoundingClientRect());
        const groups = boxes(".o_kanban_group");
        if (groups.some((each) => each.left !== groups[0].left)) {
            throw new Error("there are columns to swipe");
        }
        const small = boxes(".o_jit_card_answers .btn, .o_jit_card_quantity label").filter(
            (each) => each.width < 44 || each.height < 44
        );
        if (small.length) {
            throw new Error(`too small for a thumb: ${JSON.stringify(small)}`);
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
        stacked,
        {
            content: "Enter presses the button it is on",
            trigger: `${card("Hex Bolt M6")} button[name=action_jit_skip]`,
            run: async ({anchor}) => {
                anchor.focus();
                await press("enter");
            },
        },
        {
            content: "It is asked until when",
            trigger: ".modal button[name=action_reject]:contains(Skip)",
        },
        {
            content: "Not now after all",
            trigger: ".modal .modal-header .oi-arrow-left, .modal .btn-close",
            run: "click",
        },
        {
            content: "The card worked on has the focus",
            trigger: `${closed} ${card("Hex Bolt M6")}:focus`,
        },
        {
            content: "All usual ones can be approved from the top",
            trigger:
                ".o_control_panel button[name=action_jit_ask_usual]:visible:contains(Approve Usual)",
            run: "click",
        },
        {
            content: "Those shown are counted; not yet",
            trigger: ".modal:contains(Acme Fasteners: 2 lines):not(:contains(came meanwhile))",
        },
        {
            content: "Back",
            trigger: ".modal .modal-header .oi-arrow-left, .modal .btn-close",
            run: "click",
        },
        {
            content: "A usual one is approved by one tap",
            trigger: `${closed} ${card("Hex Bolt M6")} button[name=action_jit_approve]`,
            run: "click",
        },
        {
            content: "It is told in short, where it covers no button",
            trigger: `${notice}:contains(1 line approved. Confirmed: ):not(:contains(before taxes))`,
            run: ({anchor}) => {
                const {bottom, top} = anchor.getBoundingClientRect();
                if (top < window.innerHeight / 2 || bottom > window.innerHeight) {
                    throw new Error(`from ${top} to ${bottom}`);
                }
            },
        },
        {
            content: "The last card can be scrolled from under it",
            trigger: `${card("Hex Bolt M8")} .o_jit_card_answers`,
            run: () => {
                const answers = [...document.querySelectorAll(".o_jit_card_answers")].at(-1);
                for (let each = answers; each; each = each.parentElement) {
                    each.scrollTo(0, 1e6);
                }
                const {bottom} = answers.getBoundingClientRect();
                const {top} = document.querySelector(notice).getBoundingClientRect();
                if (bottom > top) {
                    throw new Error(`its buttons end at ${bottom}, the notice is at ${top}`);
                }
            },
        },
        {
            content: "One tap closes it",
            trigger: `${notice} .o_notification_close`,
            run: "click",
        },
        {
            content: "It is gone; why so many nuts?",
            trigger: `${gone("Hex Bolt M6")} ${card("Hex Nut")} .o_jit_why`,
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
            content: "Twelve will do",
            trigger: `${closed} ${card("Hex Nut")} .o_jit_card_quantity input`,
            run: "click",
        },
        {
            content: "One tap shows the keys for figures and has the old one chosen",
            trigger: `${card("Hex Nut")} .o_jit_card_quantity input[inputmode=decimal]:focus`,
            run: ({anchor}) => {
                const {selectionEnd, selectionStart, value} = anchor;
                if (!value || selectionStart !== 0 || selectionEnd !== value.length) {
                    throw new Error(`chosen of ${value}: ${selectionStart} to ${selectionEnd}`);
                }
            },
        },
        {
            content: "What is no number is not taken",
            trigger: `${card("Hex Nut")} .o_jit_card_quantity input`,
            run: "edit many && press Enter",
        },
        {
            content: "It is marked as wrong",
            trigger: `${card("Hex Nut")} .o_jit_card_quantity .is-invalid input`,
            run: "edit 12 && press Enter",
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
            content: "What the last one became does not cover the buttons",
            trigger: `body:has(.modal footer button[name=action_reject]) ${notice}:contains(Confirmed)`,
            run: () => {
                const {bottom} = document.querySelector(notice).getBoundingClientRect();
                const {top} = document.querySelector(".modal footer").getBoundingClientRect();
                if (bottom > top) {
                    throw new Error(`the buttons start at ${top}, the notice ends at ${bottom}`);
                }
            },
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
        {
            content: "Approve the last one too",
            trigger: `${card("Hex Bolt M8")} button[name=action_jit_approve]`,
            run: "click",
        },
        {
            content: "That nothing is left is said",
            trigger: `${gone("Hex Bolt M8")} .o_view_nocontent:contains(Nothing to approve)`,
        },
    ],
});

// Zenith has one line, of the worst class.
tours.add("jit_worst_vendor_first", {
    steps: () => [
        {
            content: "Before Acme, whose name comes first",
            trigger:
                ".o_kanban_group:contains(Zenith Valves) ~ .o_kanban_group:contains(Acme Fasteners)",
        },
    ],
});
