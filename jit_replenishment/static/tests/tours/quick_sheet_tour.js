/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const row = (name) => `.o_data_row:has(td[name=product_tmpl_id]:contains(${name}))`;
const answer = (name, text) => `${row(name)} .o_jit_answer button:contains(${text})`;
const given = (name, text) => `${row(name)} .o_jit_answer .btn-primary:contains(${text})`;

// Starts on the quick sheet: a hex bolt, a hex nut and a washer wait for an answer.
tours.add("jit_answer_the_question", {
    steps: () => [
        {
            content: "What matters most is first",
            trigger: ".o_data_row:first:contains(Hex Bolt)",
        },
        {
            content: "One click answers",
            trigger: answer("Hex Bolt", "Vital"),
            run: "click",
        },
        {
            content: "It is saved, and still there to be corrected",
            trigger: given("Hex Bolt", "Vital"),
        },
        {
            content: "The line above counts it",
            trigger: ".o_jit_health:contains(2 of 3)",
        },
        {
            content: "By keyboard: three is the third answer",
            trigger: `${row("Hex Nut")} .o_jit_answer button:first`,
            async run(actions) {
                this.anchor.focus();
                await actions.press("3");
            },
        },
        {
            content: "It is saved as well",
            trigger: given("Hex Nut", "Minor"),
        },
        {
            content: "The same for all of its category",
            trigger: `${row("Hex Nut")} button[name=action_same_for_category]`,
            run: "click",
        },
        {
            content: "Nothing waits any more",
            trigger: "body:not(:has(.o_data_row)) .o_view_nocontent",
        },
    ],
});
