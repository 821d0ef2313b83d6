/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Starts on the rules, one of which is for a hex bolt.
tours.add("jit_pause_from_the_rules", {
    steps: () => [
        {
            content: "The line above the rules says when all was last checked",
            trigger: ".o_jit_health span:contains(Checked)",
        },
        {
            content: "Pause",
            trigger: ".o_control_panel button:contains(Pause)",
            run: "click",
        },
        {
            content: "Everything, as nothing else was said",
            trigger: ".modal div[name=scope] input[data-value=all]:checked",
        },
        {
            content: "Say why",
            trigger: ".modal div[name=reason] input",
            run: "edit Stocktake",
        },
        {
            content: "Pause it",
            trigger: ".modal footer button:contains(Pause)",
            run: "click",
        },
        {
            content: "It is said above the rules at once",
            trigger:
                "body:not(:has(.modal)) .o_jit_health a:contains('Paused: Stocktake')",
        },
        {
            content: "The rule is paused",
            trigger:
                ".o_data_row:has(td[name=product_id]:contains(Hex Bolt)) td[name=jit_status]:contains(Paused)",
        },
        {
            content: "Open the pauses",
            trigger: ".o_jit_health a:contains(Paused)",
            run: "click",
        },
        {
            content: "Resume",
            trigger:
                ".o_data_row:has(td[name=reason]:contains(Stocktake)) button[name=action_resume]",
            run: "click",
        },
        {
            content: "Nothing is paused any more",
            trigger: ".o_view_nocontent:contains(Nothing is paused)",
        },
        {
            content: "Back to the rules",
            trigger: ".breadcrumb-item a:contains(Rules), .o_back_button",
            run: "click",
        },
        {
            content: "The rule is not paused",
            trigger:
                ".o_data_row:has(td[name=product_id]:contains(Hex Bolt)) td[name=jit_status]:contains(To Order)",
        },
        {
            content: "Nor does the line above say so",
            trigger: ".o_jit_health:not(:has(a:contains(Paused)))",
        },
        {
            content: "Cards, as phones have them",
            trigger: ".o_switch_view.o_kanban",
            run: "click",
        },
        {
            content: "Above them it is said too",
            trigger: ".o_kanban_view .o_jit_health span:contains(Checked)",
        },
    ],
});
