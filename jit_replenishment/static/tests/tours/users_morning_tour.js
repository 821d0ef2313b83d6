/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const row = (name) => `.o_data_row:has(td[name=jit_item]:contains(${name}))`;
const closed = "body:not(:has(.modal))";

const approves = (said) => [
    {
        content: "Approve",
        trigger: "button[name=action_jit_ask]:visible",
        run: "click",
    },
    {
        content: "In the dialog",
        trigger: ".modal button[name=action_approve]",
        run: "click",
    },
    {
        content: "What became of it",
        trigger: `.o_notification:contains(${said})`,
    },
    {
        content: "Read",
        trigger: ".o_notification_close",
        run: "click",
    },
];

// Starts on the lines to approve. Orders above 50.00 need a manager, and whoever changed
// a line does not approve it.
tours.add("jit_users_morning", {
    steps: () => [
        {
            content: "Tick the usual ones",
            trigger: ".o_jit_select_usual:contains(Select Usual \(2\))",
            run: "click",
        },
        ...approves("Over the limit, waiting for a second approval"),
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
            content: "Tick it",
            trigger: `.o_list_view:not(:has(.o_selected_row)) ${row("Hex Nut")} .o_list_record_selector input`,
            run: "click",
        },
        ...approves("You changed these lines, so somebody else has to approve them: Hex Nut"),
        {
            content: "It stays; the washer from another vendor",
            trigger: `${closed}:has(${row("Hex Nut")}) ${row("Washer")} button[name=action_jit_other_vendor]`,
            run: "click",
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
            content: "The screw is not wanted",
            trigger: `${closed} .o_list_view:has(.o_group_header:contains(Beta Supplies)) ${row("Screw")} button[name=action_jit_reject]`,
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
            content: "All that is left",
            trigger: `${closed}:not(:has(${row("Screw")})) thead .o_list_record_selector input`,
            run: "click",
        },
        ...approves("Washer"),
        {
            content: "What he changed himself is left, the pin is not",
            trigger: `${closed}:has(${row("Hex Nut")}):has(${row("Washer")}):not(:has(${row("Pin")})) .o_list_view`,
        },
    ],
});
