/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Starts on the rules, one of which is for a hex bolt that sells two a day.
tours.add("jit_what_if", {
    steps: () => [
        {
            content: "Open the rule",
            trigger: ".o_data_row td[name=product_id]:contains(Hex Bolt)",
            run: "click",
        },
        {
            content: "Out of the row that is edited, to its page",
            trigger:
                ".o_data_row:has(td[name=product_id]:contains(Hex Bolt)) .o_list_record_open_form_view button, .o_data_row:contains(Hex Bolt) td.o_list_record_open_form_view button",
            run: "click",
        },
        {
            content: "Both reorder points are drawn, and said to who cannot see them",
            trigger:
                ".o_jit_reorder_bar [role=img][aria-label*='reorder point 47, of which 36 expected to sell']",
        },
        {
            content: "24 months are drawn",
            trigger: ".o_jit_chart canvas[role=img][aria-label^='Demand by month']",
        },
        {
            content: "What if",
            trigger: "button:contains(What If)",
            run: "click",
        },
        {
            content: "What it is now stands in the first column",
            trigger: ".modal .o_jit_what_if div[name=reorder_point_now]:contains(30)",
        },
        {
            content: "Ask for more service",
            trigger: ".modal div[name=service_asked] input",
            run: "edit 99.5 && press Tab",
        },
        {
            content: "And for a larger minimum",
            trigger: ".modal div[name=minimum] input",
            run: "edit 400 && press Tab",
        },
        {
            content: "The target follows before anything is saved",
            trigger:
                ".modal .o_jit_what_if:has(div[name=service_then]:contains(99)) div[name=orders_then]:contains(1.9)",
        },
        {
            content: "Say why",
            trigger: ".modal div[name=reason] input",
            run: "edit Trade fair",
        },
        {
            content: "Use these figures",
            trigger: ".modal footer button[name=action_use]",
            run: "click",
        },
        {
            content: "They are pinned, as nobody else asks for such service",
            trigger:
                "body:not(:has(.modal)) div[name=jit_pin]:contains('service 99.5 %')",
        },
        {
            content: "The history",
            trigger: "a[name=jit_changes]",
            run: "click",
        },
        {
            content: "It says what was asked, and why",
            trigger:
                "div[name=jit_change_ids] .o_data_row:contains(Set by What-If):contains(minimum 400):contains(Trade fair)",
        },
    ],
});
