/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Starts on the report: a hex bolt is on trial, which would have been ordered once.
tours.add("jit_trial_report", {
    steps: () => [
        {
            content: "Both sides stand beside each other",
            trigger: ".o_jit_trial_totals th:contains(Odoo and People)",
        },
        {
            content: "The bolt is among the largest differences, with its reason",
            trigger:
                ".o_data_row:has(td[name=product_id]:contains(Hex Bolt)) td[name=said]:contains('Just in Time would have ordered 30')",
        },
        {
            content: "Only what is Vital",
            trigger: "div[name=consequence_class_id] input",
            run: "edit Vital",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item a:contains(Vital)",
            run: "click",
        },
        {
            content: "Show it",
            trigger: "button[name=action_show]",
            run: "click",
        },
        {
            content: "No vital rule is on trial",
            trigger: ".alert:contains(No day on trial was noted here)",
        },
        {
            content: "All classes again",
            trigger: "div[name=consequence_class_id] input",
            run: "clear",
        },
        {
            content: "Show them",
            trigger: "button[name=action_show]",
            run: "click",
        },
        {
            content: "The days of the bolt",
            trigger:
                ".o_data_row:has(td[name=product_id]:contains(Hex Bolt)) button[name=action_open_log]",
            run: "click",
        },
        {
            content: "Open the rule",
            trigger:
                ".o_list_view .o_data_row:has(td[name=trial_lines]) td[name=product_id]:contains(Hex Bolt)",
            run: "click",
        },
        {
            content: "It says what it would have ordered",
            trigger: ".alert:contains('would have ordered once: 30')",
        },
        {
            content: "End the trial",
            trigger: "button[name=action_jit_end_trial]",
            run: "click",
        },
        {
            content: "It can be tried out again, and its log is there",
            trigger:
                ".o_form_view:has(button[name=action_jit_start_trial]) button[name=action_jit_open_trial]",
        },
    ],
});
