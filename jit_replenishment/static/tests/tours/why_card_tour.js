/** @odoo-module **/
import {press} from "@odoo/hoot-dom";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const closed = "body:not(:has(.modal))";
const card = ".modal .o_jit_why_card";
const stock = `${card} section[data-section=position]`;

const byEnter = async ({anchor}) => {
    anchor.focus();
    await press("enter");
};

const opensAndCloses = (trigger, run = "click") => [
    {
        content: "Ask why",
        trigger,
        run,
    },
    {
        content: "The parts of the stock are there",
        trigger: `${stock} tr:contains(Promised):contains(3 Units)`,
    },
    {
        content: "And who was asked",
        trigger: `${card} section[data-section=vendor]:contains(Acme Fasteners)`,
    },
    {
        content: "Escape closes it",
        trigger: ".modal",
        run: "press Escape",
    },
];

// Starts on the lines to approve, one of which is a bolt with three promised.
tours.add("jit_why_from_the_grid", {
    steps: () => [
        ...opensAndCloses(".o_data_row td[name=jit_said] button.o_jit_why"),
        {
            content: "The grid is as it was, nothing is being edited",
            trigger: `${closed} .o_jit_approve:not(:has(.o_selected_row)) .o_data_row:contains(Hex Bolt)`,
        },
        ...opensAndCloses(".o_data_row button[name=action_jit_open_reason]"),
        ...opensAndCloses(".o_data_row button.o_jit_why", byEnter),
        ...opensAndCloses(".o_data_row button[name=action_jit_open_reason]", byEnter),
        {
            content: "Nothing is being edited after Enter either",
            trigger: `${closed} .o_jit_approve:not(:has(.o_selected_row)) .o_data_row:contains(Hex Bolt)`,
        },
        {
            content: "Once more, for what is promised",
            trigger: `${closed} .o_data_row button[name=action_jit_open_reason]`,
            run: "click",
        },
        {
            content: "Open the moves",
            trigger: `${stock} button[aria-label^='Open Promised']`,
            run: "click",
        },
        {
            content: "The very move",
            trigger: `${closed} .o_list_view .o_data_row:contains(Hex Bolt)`,
        },
        {
            content: "And back",
            trigger: ".breadcrumb-item a:contains(Approve), .o_back_button",
            run: "click",
        },
        {
            content: "To the grid",
            trigger: ".o_jit_approve .o_data_row:contains(Hex Bolt)",
        },
    ],
});

// Starts on the draft order.
tours.add("jit_why_from_the_order", {
    steps: () => [
        ...opensAndCloses(".o_data_row button[name=action_jit_open_reason] .fa-bolt"),
        {
            content: "The order is there",
            trigger: `${closed} .o_form_view div[name=order_line] .o_data_row`,
        },
    ],
});

// Starts on the rule.
tours.add("jit_why_from_the_rule", {
    steps: () => [
        ...opensAndCloses("button[name=action_explain]:visible"),
        {
            content: "The rule is there",
            trigger: `${closed} .o_form_view`,
        },
    ],
});

// Starts on Odoo's list of replenishment, with a rule that orders itself.
tours.add("jit_why_not_from_replenishment", {
    steps: () => [
        {
            content: "Ask why not",
            trigger: ".o_data_row:contains(Washer) button[name=action_explain]",
            run: "click",
        },
        {
            content: "It says who orders it",
            trigger: ".modal div[name=headline]:contains(Not under Just in Time)",
        },
        {
            content: "Close",
            trigger: ".modal .modal-footer button:contains(Close)",
            run: "click",
        },
        {
            content: "The list is there",
            trigger: `${closed} .o_data_row:contains(Washer)`,
        },
    ],
});
