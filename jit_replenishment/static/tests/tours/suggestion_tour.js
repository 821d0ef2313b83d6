/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const bolt = ".o_data_row:has(td[name=product_id]:contains(Hex Bolt))";
const nut = ".o_data_row:has(td[name=product_id]:contains(Hex Nut))";
const washer = ".o_data_row:has(td[name=product_id]:contains(Washer))";

// Starts on the suggested changes: of a hex bolt, a hex nut and a washer.
tours.add("jit_answer_suggestions", {
    steps: () => [
        {
            content: "The row says why",
            trigger: `${bolt} td[name=sentence]:contains(Sells 2.1 a day)`,
        },
        {
            content: "Accept it",
            trigger: `${bolt} button[name=action_accept]`,
            run: "click",
        },
        {
            content: "It is done; for the nut, rather other figures",
            trigger: `body:not(:has(${bolt})) ${nut} td[name=new_reorder_point]`,
            run: "click",
        },
        {
            content: "Forty will do",
            trigger: ".o_selected_row div[name=new_reorder_point] input",
            run: "edit 40",
        },
        {
            content: "Or not: without any figure",
            trigger: ".o_selected_row div[name=new_reorder_point] input",
            run: "edit ",
        },
        {
            content: "On to the next cell",
            trigger: ".o_selected_row div[name=new_target_stock] input",
            run: "click",
        },
        {
            content: "It is the suggested one again",
            trigger: ".o_selected_row div[name=new_reorder_point] input:value(47)",
        },
        {
            content: "But forty will do",
            trigger: ".o_selected_row div[name=new_reorder_point] input",
            run: "edit 40",
        },
        {
            content: "Accept that",
            trigger: `.o_selected_row button[name=action_accept]`,
            run: "click",
        },
        {
            content: "It is done; the washer stays as it is",
            trigger: `body:not(:has(${nut})) ${washer} button[name=action_decline]`,
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".modal div[name=reason] input",
            run: "edit The customer is leaving",
        },
        {
            content: "Decline it",
            trigger: ".modal footer button:contains(Decline)",
            run: "click",
        },
        {
            content: "Nothing is left to answer",
            trigger: "body:not(:has(.modal)):not(:has(.o_data_row)) .o_view_nocontent",
        },
    ],
});
