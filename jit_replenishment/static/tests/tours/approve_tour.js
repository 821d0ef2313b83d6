/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const row = (name) => `.o_data_row:has(td[name=jit_item]:contains(${name}))`;
const closed = "body:not(:has(.modal))";
const notice = ".o_notification.o_jit_notice";

// Starts on the lines to approve: two bolts that are usual, a nut, a washer, a screw
// and a pin.
tours.add("jit_approve_morning", {
    steps: () => [
        {
            content: "The odd one names the rule it breaks",
            trigger: `${row("Hex Nut")} td[name=jit_said]:contains(4.0 times the usual 10)`,
        },
        {
            content: "Tick the usual ones",
            trigger: ".o_jit_select_usual:contains(Select Usual \(2\))",
            run: "click",
        },
        {
            content: "Two are ticked; approve them",
            trigger:
                ".o_list_view:has(.o_selection_box:contains(2)) button[name=action_jit_ask]:visible",
            run: "click",
        },
        {
            content: "It says what that means",
            trigger: ".modal div[name=said]:contains(Acme Fasteners: 2 lines)",
        },
        {
            content: "And what becomes of what stays",
            trigger: ".modal div[name=warnings]:contains(it goes on the same order)",
        },
        {
            content: "Approve",
            trigger: ".modal button[name=action_approve]",
            run: "click",
        },
        {
            content: "What became of them is told, with a way there, and covers nothing",
            trigger: `${closed} ${notice}:contains(2 lines approved):has(button:contains(Open))`,
            run: ({anchor}) => {
                const {bottom, top} = anchor.getBoundingClientRect();
                const page = document.querySelector(".o_action_manager").getBoundingClientRect();
                const sums = document.querySelector("tfoot").getBoundingClientRect();
                if (top < page.bottom || top < sums.bottom || bottom > window.innerHeight) {
                    throw new Error(`from ${top} to ${bottom}, the page ends at ${page.bottom}`);
                }
            },
        },
        {
            content: "They are gone; less of the nut will do",
            trigger: `${closed}:not(:has(${row("Hex Bolt")})) ${row("Hex Nut")} td[name=product_qty]`,
            run: "click",
        },
        {
            content: "Twelve",
            trigger: ".o_selected_row div[name=product_qty] input",
            run: "edit 12",
        },
        {
            content: "Save",
            trigger: ".o_list_button_save",
            run: "click",
        },
        {
            content: "The vendor's sum follows",
            trigger: ".o_group_header:contains(Acme Fasteners):contains(264.00)",
        },
        {
            content: "And lines are counted, not vendors",
            trigger: ".o_pager_value:contains(1-4)",
        },
        {
            content: "It has twelve; the washer from another vendor",
            trigger: `.o_list_view:not(:has(.o_selected_row)):has(${row("Hex Nut")} td[name=product_qty]:contains(12)) ${row("Washer")} button[name=action_jit_other_vendor]`,
            run: "click",
        },
        {
            content: "Who sells it is there to read",
            trigger: ".modal div[name=offers]:contains(Beta Supplies)",
        },
        {
            content: "Beta",
            trigger: ".modal div[name=partner_id] input",
            run: "edit Beta",
        },
        {
            content: "Beta Supplies",
            trigger: ".ui-menu-item a:contains(Beta Supplies)",
            run: "click",
        },
        {
            content: "Buy it there",
            trigger: ".modal button[name=action_move]",
            run: "click",
        },
        {
            content: "It has a place of its own; the screw is not wanted",
            trigger: `${closed} .o_list_view:has(.o_group_header:contains(Beta Supplies)) ${row("Screw")} button[name=action_jit_reject]`,
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".modal div[name=reason] input",
            run: "edit The project has ended",
        },
        {
            content: "And until when",
            trigger: ".modal div[name=until] input, .modal div[name=until] button",
            run: "click",
        },
        {
            content: "A day",
            trigger: ".modal div[name=until] input",
            run: "edit 12/31/2099",
        },
        {
            content: "Reject",
            trigger: ".modal button[name=action_reject]",
            run: "click",
        },
        {
            content: "It is gone; the others are approved all at once",
            trigger: `${closed}:not(:has(${row("Screw")})) thead .o_list_record_selector input`,
            run: "click",
        },
        {
            content: "Approve",
            trigger: "button[name=action_jit_ask]:visible",
            run: "click",
        },
        {
            content: "Approve",
            trigger: ".modal button[name=action_approve]",
            run: "click",
        },
        {
            content: "Nothing is left",
            trigger: `${closed}:not(:has(.o_data_row)) .o_view_nocontent`,
        },
    ],
});
