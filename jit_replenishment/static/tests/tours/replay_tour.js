/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Starts on the list of replays, of which there is none.
tours.add("jit_ask_for_a_replay", {
    steps: () => [
        {
            content: "Nobody has asked yet",
            trigger: ".o_view_nocontent:contains(What would it have done)",
        },
        {
            content: "Ask",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "The first kind of service is of no interest",
            trigger: "div[name=first_level] input",
            run: "edit 0",
        },
        {
            content: "It says how it is computed",
            trigger: "a[name=assumptions]",
            run: "click",
        },
        {
            content: "In sentences",
            trigger: "div[name=assumptions] li:contains(served first)",
        },
        {
            content: "Start",
            trigger: "button[name=action_start]",
            run: "click",
        },
        {
            content: "It waits for a worker and can be cancelled",
            trigger: "div[name=summary]:contains(Waiting for a worker)",
        },
        {
            trigger: "button[name=action_cancel]",
        },
    ],
});

// Starts on the same list once the replay was made.
tours.add("jit_read_a_replay", {
    steps: () => [
        {
            content: "Open it",
            trigger: ".o_data_row:contains(Done) td[name=name]",
            run: "click",
        },
        {
            content: "What came of it, in a sentence",
            trigger: "div[name=summary]:contains(With the rules as they are)",
        },
        {
            content: "As a picture",
            trigger: "div[name=chart] canvas",
        },
        {
            content: "As a table, without the service that was left out",
            trigger:
                "div[name=line_ids]:has(.o_data_row:contains(98 %)):not(:has(.o_data_row:contains(90 %)))",
        },
        {
            content: "Rule by rule",
            trigger: "div[name=line_ids] .o_data_row button[name=action_open_results]:first",
            run: "click",
        },
        {
            content: "Here it is",
            trigger: ".o_data_row td[name=product_id]:contains(Hex Bolt)",
        },
    ],
});
