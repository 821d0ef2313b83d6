/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Every click counts: the test adds them up.
tours.add("jit_start_check", {
    steps: () => [
        {
            content: "Open the menu",
            trigger: "button[data-menu-xmlid='jit_replenishment.jit_replenishment_menu']",
            run: "click",
        },
        {
            content: "Getting Started",
            trigger: "a[data-menu-xmlid='jit_replenishment.jit_start_menu']",
            run: "click",
        },
        {
            content: "Nothing is live yet",
            trigger: "div[name=live_said]:contains('Nothing is live')",
        },
        {
            content: "Check the data",
            trigger: "button[name=action_check]",
            run: "click",
        },
        {
            content: "It is being checked",
            trigger: "div[name=check_said]:contains('Checking now')",
        },
    ],
});

// The data was checked meanwhile.
tours.add("jit_start_trial_and_go_live", {
    steps: () => [
        {
            content: "Open the menu again",
            trigger: "button[data-menu-xmlid='jit_replenishment.jit_replenishment_menu']",
            run: "click",
        },
        {
            content: "Getting Started again",
            trigger: "a[data-menu-xmlid='jit_replenishment.jit_start_menu']",
            run: "click",
        },
        {
            content: "Faults are found, and products that sell without a rule",
            trigger: "div[name=check_said]:contains(faults)",
        },
        {
            content: "Choose products",
            trigger: "div[name=step_2] button:contains(Choose Products)",
            run: "click",
        },
        {
            content: "Rules keep their figures and go on trial",
            trigger: ".modal footer button[name=action_choose]",
            run: "click",
        },
        {
            content: "Trials are started",
            trigger: ".o_notification:contains('Trials started')",
        },
        {
            content: "Open the menu",
            trigger:
                "body:not(:has(.modal)) button[data-menu-xmlid='jit_replenishment.jit_replenishment_menu']",
            run: "click",
        },
        {
            content: "Back to the page",
            trigger: "a[data-menu-xmlid='jit_replenishment.jit_start_menu']",
            run: "click",
        },
        {
            content: "Go live, with a preview",
            trigger: "div[name=step_4] button[name=action_go_live]:visible",
            run: "click",
        },
        {
            content: "What would be ordered is said first",
            trigger: "div[name=said]:contains('lines for')",
        },
        {
            content: "Go live",
            trigger: "button[name=action_go_live]:contains(Go Live):visible",
            run: "click",
        },
        {
            content: "Above the limit it is asked again",
            trigger: "div[name=asked_again]:contains('Really?')",
        },
        {
            content: "Yes",
            trigger: "button[name=action_go_live]:contains(Yes):visible",
            run: "click",
        },
        {
            content: "They are live",
            trigger: "div[name=said]:contains('Rules live now')",
        },
    ],
});
