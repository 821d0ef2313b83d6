/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const table = ".o_list_view .o_list_table";

// Starts on the board, where nothing was counted yet.
tours.add("jit_rollout_fills", {
    steps: () => [
        {
            content: "It is being counted, and nobody asked for it",
            trigger: ".o_jit_health:contains('Counting now')",
        },
        {
            content: "It fills by itself",
            trigger: `${table} .o_group_header:contains(Bolts)`,
        },
        {
            content: "Nothing is live so far",
            trigger: ".o_jit_health:contains('Live: 0 of 3 rules')",
        },
        {
            content: "Eight columns at most, and none beside the screen",
            trigger: table,
            run: ({anchor}) => {
                const names = anchor.querySelectorAll("th[data-name]");
                const frame = anchor.closest(".o_list_renderer");
                if (names.length > 8 || frame.scrollWidth > frame.clientWidth) {
                    throw new Error(`${names.length} columns do not fit`);
                }
            },
        },
        {
            content: "Open the columns",
            trigger: ".o_optional_columns_dropdown button",
            run: "click",
        },
        {
            content: "Show the stock of before",
            trigger: ".o-dropdown-item:contains('Stock Before'):first input",
            run: "click",
        },
        {
            content: "Where nothing is compared, there is no total",
            trigger: `${table}:has(th[data-name=value_before]) tfoot:not(:contains('0.00')):contains(3)`,
        },
    ],
});

// The same on a phone.
tours.add("jit_rollout_fills_on_a_phone", {
    steps: () => [
        {
            content: "It is being counted, and nobody asked for it",
            trigger: ".o_jit_health:contains('Counting now')",
        },
        {
            content: "It fills by itself",
            trigger: ".o_kanban_view .o_kanban_record:contains(Bolts):contains('As Before: 3')",
        },
        {
            content: "One below the other, nothing to swipe",
            trigger: ".o_kanban_grouped .o_kanban_group:contains(Bolts)",
            run: ({anchor}) => {
                const frame = anchor.closest(".o_kanban_renderer");
                const all = [...frame.querySelectorAll(".o_kanban_group")];
                const left = (each) => each.getBoundingClientRect().left;
                if (
                    frame.scrollWidth > frame.clientWidth ||
                    all.some((each) => left(each) !== left(anchor))
                ) {
                    throw new Error("there are columns to swipe");
                }
            },
        },
    ],
});
