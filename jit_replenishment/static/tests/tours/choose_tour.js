/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const bolt = ".o_data_row:has(td[name=product_id]:contains(Hex Bolt))";

// Starts on the rules: of a hex nut by hand; a hex bolt sells and has none.
tours.add("jit_choose_and_try", {
    steps: () => [
        {
            content: "Open the menu",
            trigger: "button[data-menu-xmlid='jit_replenishment.jit_setup_menu']",
            run: "click",
        },
        {
            content: "Choose what Just in Time looks after",
            trigger: "a[data-menu-xmlid='jit_replenishment.jit_choose_menu']",
            run: "click",
        },
        {
            content: "What is there is counted before anything happens",
            trigger: ".modal div[name=new_count]:contains(1)",
        },
        {
            content: "A trial is the default; go on",
            trigger: ".modal footer button[name=action_choose]",
            run: "click",
        },
        {
            content: "What sells without a rule has one suggested",
            trigger: `body:not(:has(.modal)) ${bolt} td[name=vendor_id]:contains(Acme)`,
        },
        {
            content: "Rather another reorder point",
            trigger: `${bolt} td[name=reorder_point]`,
            run: "click",
        },
        {
            content: "Forty",
            trigger: ".o_selected_row div[name=reorder_point] input",
            run: "edit 40",
        },
        {
            content: "Up to a hundred",
            trigger: ".o_selected_row div[name=target_stock] input",
            run: "edit 100",
        },
        {
            content: "Save",
            trigger: ".o_list_button_save",
            run: "click",
        },
        {
            content: "Tick it",
            trigger: `body:not(:has(.o_selected_row)) ${bolt} .o_list_record_selector input`,
            run: "click",
        },
        {
            content: "Make the rule",
            trigger: "button[name=action_make]",
            run: "click",
        },
        {
            content: "It is made, and nothing is left to choose from",
            trigger: `body:not(:has(${bolt})) .o_notification:contains(put on trial)`,
        },
    ],
});
