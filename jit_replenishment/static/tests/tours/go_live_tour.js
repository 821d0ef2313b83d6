/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Starts on the rules of core, two of which are for bolts that Acme sells.
tours.add("jit_go_live_with_a_preview", {
    steps: () => [
        {
            content: "Choose all rules",
            trigger: ".o_list_view thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Open the actions",
            trigger: ".o_cp_action_menus button:contains(Actions)",
            run: "click",
        },
        {
            content: "Put them under Just in Time",
            trigger: ".o-dropdown-item:contains(Put under Just in Time)",
            run: "click",
        },
        {
            content: "It says what the first run would order, and nothing is live yet",
            trigger: "div[name=said]:contains('2 lines for')",
        },
        {
            content: "By vendor",
            trigger:
                "div[name=vendor_ids] .o_data_row:contains(Acme Fasteners) td[name=line_count]:contains(2)",
        },
        {
            content: "The requests that are open already",
            trigger: ".nav-link:contains(Open Requests)",
            run: "click",
        },
        {
            content: "One is, and it counts",
            trigger:
                "div[name=request_ids] .o_data_row:contains(Hex Bolt) td[name=counts]:contains(Counted as Incoming)",
        },
        {
            content: "At most one line",
            trigger: "div[name=most_lines] input",
            run: "edit 1 && press Tab",
        },
        {
            content: "Look at what that means",
            trigger: "button[name=action_preview]:contains(Update Preview)",
            run: "click",
        },
        {
            content: "One rule stays as it is",
            trigger: "div[name=said]:contains('as the first run is full: 1')",
        },
        {
            content: "Go live",
            trigger: "button[name=action_go_live]:contains(Go Live):visible",
            run: "click",
        },
        {
            content: "It is asked twice above the company's limit",
            trigger: "div[name=asked_again]:contains('Really?')",
        },
        {
            content: "Yes",
            trigger: "button[name=action_go_live]:contains(Yes):visible",
            run: "click",
        },
        {
            content: "One is live, and the other is named",
            trigger: "div[name=said]:contains('Rules live now: 1')",
        },
        {
            content: "Open it",
            trigger: "button[name=action_open_rules]",
            run: "click",
        },
        {
            content: "It is among the rules of Just in Time",
            trigger: ".o_list_view .o_data_row:contains(Bolt)",
        },
    ],
});
