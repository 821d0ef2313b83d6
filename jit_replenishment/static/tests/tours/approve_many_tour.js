/** @odoo-module **/
import {registry} from "@web/core/registry";
import {press} from "@odoo/hoot-dom";
import {patch} from "@web/core/utils/patch";
import {JitApproveRow} from "@jit_replenishment/approve/approve_row";

const tours = registry.category("web_tour.tours");
const row = (name) => `.o_data_row:has(td[name=jit_item]:contains(${name}))`;
const closed = "body:not(:has(.modal))";
const box = (name) => `${row(name)} .o_list_record_selector input`;

let drawn = 0;

function countRows() {
    patch(JitApproveRow.prototype, {
        get rowContext() {
            drawn++;
            return super.rowContext;
        },
    });
}

function expect(isSo, said) {
    if (!isSo) {
        throw new Error(said);
    }
}

const fits = {
    content: "The title is whole, no button is cut or covered, the sum is in view",
    trigger: ".o_list_view:has(.o_selection_container)",
    run: () => {
        const title = document.querySelector(".o_last_breadcrumb_item span");
        expect(
            title.scrollWidth <= title.clientWidth && title.getBoundingClientRect().width > 40,
            `the title is cut: ${title.outerHTML}`
        );
        const buttons = [
            ...document.querySelectorAll(".o_control_panel button:not([disabled])"),
        ].filter((each) => each.checkVisibility());
        for (const each of buttons) {
            const {left, right, top, bottom} = each.getBoundingClientRect();
            const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            expect(
                left >= 0 && right <= window.innerWidth && each.contains(above),
                `cut or covered: ${each.outerHTML}`
            );
            expect(bottom - top < 50, `in two rows: ${each.outerHTML}`);
        }
        const sum = document.querySelector("tfoot").getBoundingClientRect();
        expect(sum.bottom <= window.innerHeight + 1, "the sum is below the page");
    },
};

// Starts on the lines to approve: a hundred.
tours.add("jit_approve_many", {
    steps: () => [
        {
            content: "What is far is there as text, to be found and read",
            trigger: ".o_jit_far_row:contains(Ware 8)",
            run: countRows,
        },
        {
            content: "Tick the first",
            trigger: box("Hex Bolt M6"),
            run: "click",
        },
        {
            content: "Not all rows were drawn for it: itself, and what the tick scrolled near",
            trigger: `${row("Hex Bolt M6")}.o_data_row_selected`,
            run: () => expect(drawn && drawn < 12, `${drawn} rows were drawn`),
        },
        fits,
        {
            content: "Alt+A asks",
            trigger: box("Hex Bolt M6"),
            run: async ({anchor}) => {
                anchor.focus();
                await press(["alt", "a"]);
            },
        },
        {
            content: "Alt+Q approves",
            trigger: ".modal div[name=said]:contains(Acme Fasteners: 1 line)",
            run: () => press(["alt", "q"]),
        },
        {
            content: "It is gone, and the next one has the focus",
            trigger: `${closed}:not(:has(${row("Hex Bolt M6")})) ${row("Hex Bolt M8")}:focus-within`,
        },
        {
            content: "Space ticks it",
            trigger: box("Hex Bolt M8"),
            run: () => press("space"),
        },
        {
            content: "Down, and a tick there too",
            trigger: `${row("Hex Bolt M8")}.o_data_row_selected`,
            run: () => press("arrowdown"),
        },
        {
            content: "Alt+B rejects",
            trigger: `${row("Hex Nut")}:focus-within`,
            run: () => press(["alt", "b"]),
        },
        {
            content: "Alt+Q without a reason",
            trigger: ".modal div[name=reason]",
            run: () => press(["alt", "q"]),
        },
        {
            content: "It says what is missing, and one goes on typing there",
            trigger:
                "body:has(.o_notification:contains(Please fill in: Reason)) .modal div[name=reason]:focus-within input",
            run: "edit The project",
        },
        {
            content: "Not after all",
            trigger: ".modal div[name=reason] input:value(The project)",
            run: () => press("escape"),
        },
        {
            content: "Back where one was, and what was ticked is",
            trigger: `${closed}:has(${row("Hex Bolt M8")}.o_data_row_selected) ${row("Hex Nut")}:focus-within`,
        },
        {
            content: "Alt+A once more",
            trigger: `${row("Hex Nut")}:focus-within`,
            run: () => press(["alt", "a"]),
        },
        {
            content: "Discard by the button",
            trigger: ".modal footer button.btn-secondary:contains(Discard)",
            run: "click",
        },
        {
            content: "Ticked still",
            trigger: `${closed}:has(.o_selection_box:contains(1)) ${row("Hex Bolt M8")}.o_data_row_selected`,
        },
        {
            content: "A quantity is changed among many",
            trigger: `${row("Hex Nut")} td[name=product_qty]`,
        },
        {
            content: "Alt+U takes the usual ones, far ones too",
            trigger: ".o_jit_select_usual",
            run: () => press(["alt", "u"]),
        },
        {
            content: "Three are left: a bolt of Acme's, two of Gamma's",
            trigger: ".o_selection_box:contains(3)",
        },
        {
            content: "None",
            trigger: ".o_unselect_all",
            run: "click",
        },
        {
            content: "Go to the end",
            trigger: ".o_list_view:not(:has(.o_data_row_selected)) .o_list_renderer",
            run: ({anchor}) => (anchor.scrollTop = anchor.scrollHeight),
        },
        {
            content: "The last row is drawn, with all it has",
            trigger: `${row("Ware 89")} button[name=action_jit_reject]`,
        },
    ],
});

// Gamma has two usual lines, Acme too.
tours.add("jit_approve_folded", {
    steps: () => [
        {
            content: "Fold Gamma",
            trigger: ".o_group_header:contains(Gamma Goods) .o_group_name",
            run: "click",
        },
        {
            content: "Alt+G asks for the usual ones",
            trigger: ".o_list_view:not(:has(.o_data_row:contains(Ware)))",
            run: () => press(["alt", "g"]),
        },
        {
            content: "Those of Acme's, and nothing came",
            trigger:
                ".modal:contains(Acme Fasteners: 2 lines):not(:contains(Gamma)):not(:contains(came meanwhile))",
        },
    ],
});

// One bolt is vital, the other lines of its vendor are minor, another vendor's in between.
tours.add("jit_approve_vendor_falls", {
    steps: () => [
        {
            content: "The vendor of the worst line stands first",
            trigger: `.o_data_row:first:has(td[name=jit_item]:contains(Hex Bolt M6)) .o_list_record_selector input`,
            run: "click",
        },
        {
            content: "Ask",
            trigger: "button[name=action_jit_ask]",
            run: "click",
        },
        {
            content: "Approve",
            trigger: ".modal button[name=action_approve]",
            run: "click",
        },
        {
            content: "Its others stand below the other vendor's now; the page is where it was",
            trigger: `${closed}:not(:has(${row("Hex Bolt M6")})) .o_data_row:first:contains(Ware):focus-within`,
            run: () => {
                const {scrollTop} = document.querySelector(".o_list_renderer");
                expect(scrollTop === 0, `the page went down by ${scrollTop}`);
            },
        },
    ],
});

// Another vendor cannot be asked for.
tours.add("jit_approve_error", {
    steps: () => [
        {
            content: "Tick one",
            trigger: box("Hex Bolt M8"),
            run: "click",
        },
        {
            content: "Another vendor, by the button of another line",
            trigger: `${row("Hex Nut")} button[name=action_jit_other_vendor]`,
            run: "click",
        },
        {
            content: "It cannot be",
            trigger: ".o_error_dialog:contains(Not today) .modal-footer button",
            run: "click",
        },
        {
            content: "Back where one was, and what was ticked is",
            trigger: `${closed}:has(${row("Hex Bolt M8")}.o_data_row_selected) ${row("Hex Nut")}:focus-within`,
        },
    ],
});

// Another vendor cannot be asked for.
tours.add("jit_approve_unticked", {
    steps: () => [
        {
            content: "Tick one",
            trigger: box("Hex Bolt M8"),
            run: "click",
        },
        {
            content: "A button that fails",
            trigger: `${row("Hex Nut")} button[name=action_jit_other_vendor]`,
            run: "click",
        },
        {
            content: "It cannot be",
            trigger: ".o_error_dialog:contains(Not today) .modal-footer button",
            run: "click",
        },
        {
            content: "Not this one after all",
            trigger: `${closed} ${row("Hex Bolt M8")}.o_data_row_selected .o_list_record_selector input`,
            run: "click",
        },
        {
            content: "In another order",
            trigger: `${closed}:not(:has(.o_data_row_selected)) th[data-name=product_qty]`,
            run: "click",
        },
        {
            content: "It stays as it was left",
            trigger: `${closed}:has(th[data-name=product_qty] .fa-sort-asc):not(:has(.o_data_row_selected)) ${row("Hex Bolt M8")}`,
        },
    ],
});

// Nothing is ordered of what is approved: the need has moved.
tours.add("jit_approve_refused", {
    steps: () => [
        {
            content: "Tick one",
            trigger: box("Hex Nut"),
            run: "click",
        },
        {
            content: "Ask",
            trigger: ".o_data_row_selected:contains(Hex Nut)",
            run: () => press(["alt", "a"]),
        },
        {
            content: "Approve",
            trigger: ".modal div[name=said]",
            run: () => press(["alt", "q"]),
        },
        {
            content: "It was answered: nothing is ticked",
            trigger: `body:has(.o_notification:contains(Nothing was ordered)):not(:has(.modal)):not(:has(.o_data_row_selected)) ${row("Hex Nut")}:focus-within`,
        },
    ],
});

// Only Acme sells nuts.
tours.add("jit_nobody_else", {
    steps: () => [
        {
            content: "Another vendor",
            trigger: `${row("Hex Nut")} button[name=action_jit_other_vendor]`,
            run: "click",
        },
        {
            content: "There is none: to the product",
            trigger: ".modal:contains(Nobody else sells this today) button[name=action_open_product]",
            run: "click",
        },
        {
            content: "Where one is added",
            trigger: ".o_form_view .o_form_sheet:contains(Hex Nut), .o_form_view:has(input:value(Hex Nut))",
        },
    ],
});

// Somebody changes a ticked line while the dialog is open.
tours.add("jit_approve_meanwhile", {
    steps: () => [
        {
            content: "Tick one",
            trigger: box("Hex Bolt M8"),
            run: "click",
        },
        {
            content: "And another",
            trigger: box("Hex Nut"),
            run: "click",
        },
        {
            content: "Ask",
            trigger: ".o_data_row_selected:contains(Hex Nut)",
            run: () => press(["alt", "a"]),
        },
        {
            content: "Another person takes less of one",
            trigger: ".modal div[name=said]",
            run: async () => {
                const { orm } = odoo.__WOWL_DEBUG__.root.env.services;
                const [line] = await orm.search("purchase.order.line", [
                    ["product_id.name", "=", "Hex Nut"],
                    ["state", "=", "draft"],
                ]);
                await orm.write("purchase.order.line", [line], { product_qty: 12 });
            },
        },
        {
            content: "Not after all",
            trigger: ".modal div[name=said]",
            run: () => press("escape"),
        },
        {
            content: "Nothing is ticked: part of it is not what was looked at",
            trigger: `${closed}:has(${row("Hex Nut")}:contains(12)):not(:has(.o_data_row_selected))`,
        },
    ],
});

// In any language.
tours.add("jit_approve_fits", {
    steps: () => [
        {
            content: "Tick one",
            trigger: box("Hex Bolt M6"),
            run: "click",
        },
        fits,
    ],
});
