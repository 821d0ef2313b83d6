/** @odoo-module **/
import {registry} from "@web/core/registry";
import {waitFor} from "@odoo/hoot-dom";

const accept = "button[name=action_accept]";
const pick = {
    content: "Pick one more row",
    trigger: ".o_data_row .o_list_record_selector input:not(:checked):first",
    run: "click",
};
let first = "";

// Starts on the suggested changes: of four products at least, whichever these are.
registry.category("web_tour.tours").add("jit_accept_real_suggestions", {
    steps: () => [
        {
            content: "Each row says why, from what was sold and delivered",
            trigger: ".o_data_row:first td[name=sentence]:contains(Sells)",
        },
        {
            content: "Accept the one that matters most",
            trigger: `.o_data_row:first ${accept}`,
            async run({anchor, click}) {
                const row = anchor.closest(".o_data_row");
                first = row.querySelector("td[name=product_id]").textContent;
                await click();
            },
        },
        {
            content: "It is done, and not asked about again",
            trigger: ".o_notification:contains(Accepted: 1.)",
            async run() {
                const gone = `body:not(:has(.o_data_row:contains(${first})))`;
                await waitFor(gone, {timeout: 10000});
            },
        },
        pick,
        pick,
        pick,
        {
            content: "Accept these at once",
            trigger: ".o_control_panel button:contains(Accept)",
            run: "click",
        },
        {
            content: "It says what they mean together",
            trigger: ".modal div[name=said]:contains(rules: service)",
        },
        {
            content: "Accept",
            trigger: `.modal footer ${accept}`,
            run: "click",
        },
        {
            content: "They are done",
            trigger: ".o_notification:contains(Accepted: 3.)",
        },
    ],
});
