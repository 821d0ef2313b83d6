/** @odoo-module **/
import {registry} from "@web/core/registry";
import {press} from "@odoo/hoot-dom";
import {rpcBus} from "@web/core/network/rpc";

const tours = registry.category("web_tour.tours");
const closed = "body:not(:has(.modal))";
const row = (name) => `.o_data_row:has(td[name=jit_item]:contains(${name}))`;
const box = (name) => `${row(name)} .o_list_record_selector input`;
const card = (name) => `.o_kanban_record:contains(${name})`;
const quantity = (name) => `${card(name)} .o_jit_card_quantity`;

// the way to the server is long: what is saved arrives after what was asked for later
function delaySaves() {
    const send = window.XMLHttpRequest.prototype.send;
    window.XMLHttpRequest.prototype.send = function (body) {
        const isSave = String(body).includes('"method":"web_save"');
        setTimeout(() => send.call(this, body), isSave ? 1000 : 0);
    };
}

// what is asked of the server while a quantity is on its way there
function watchOrder() {
    const saving = new Set();
    rpcBus.addEventListener("RPC:REQUEST", ({detail}) => {
        const {method} = detail.data.params || {};
        if (method === "web_save") {
            saving.add(detail.data.id);
        } else if (saving.size && (method || "").startsWith("action_jit_")) {
            document.body.dataset.early = method;
        }
    });
    rpcBus.addEventListener("RPC:RESPONSE", ({detail}) => saving.delete(detail.data.id));
}

const watched = {
    content: "Saving takes its time",
    trigger: card("Hex Bolt M6"),
    run: () => {
        delaySaves();
        watchOrder();
    },
};

const typed = (name, figure) => [
    {
        content: "Tap the quantity",
        trigger: `${closed} ${quantity(name)} input`,
        run: "click",
    },
    {
        content: "Another one will do",
        trigger: `${quantity(name)} input`,
        run: `edit ${figure}`,
    },
];

const back = {
    content: "Not now",
    trigger: ".modal .modal-header .oi-arrow-left, .modal .btn-close",
    run: "click",
};

// Starts on the cards to approve.
tours.add("jit_type_and_tap", {
    steps: () => [
        watched,
        ...typed("Hex Bolt M6", 41),
        {
            content: "Approve it, by one tap",
            trigger: `${card("Hex Bolt M6")} button[name=action_jit_approve]`,
            run: "click",
        },
        {
            content: "It is gone",
            trigger: `${closed}:not(:has(${card("Hex Bolt M6")})) ${card("Hex Bolt M8")}`,
        },
        ...["other_vendor", "skip", "reject"].flatMap((answer, nth) => [
            ...typed("Washer", 51 + nth),
            {
                content: "What else can be done with it",
                trigger: `${card("Washer")} button[name=action_jit_${answer}]`,
                run: "click",
            },
            back,
        ]),
        ...typed("Hex Bolt M8", 42),
        {
            content: "All usual ones",
            trigger: ".o_control_panel button[name=action_jit_ask_usual]",
            run: "click",
        },
        {
            content: "With what was typed",
            trigger: ".modal:contains(Hex Bolt M8):contains(42 Units)",
        },
        back,
        {
            content: "Nothing was asked for before its quantity was kept",
            trigger: `${closed} ${card("Hex Nut")}`,
            run: () => {
                if (document.body.dataset.early) {
                    throw new Error(`too early: ${document.body.dataset.early}`);
                }
            },
        },
        ...typed("Hex Bolt M8", 400),
        {
            content: "Approve it, by one tap",
            trigger: `${card("Hex Bolt M8")} button[name=action_jit_approve]`,
            run: "click",
        },
        {
            content: "So many are odd, and not ordered by one tap",
            trigger: ".modal div[name=unusual]:contains(times the usual)",
        },
        back,
        ...typed("Hex Nut", "many"),
        {
            content: "Approve",
            trigger: `${card("Hex Nut")} button[name=action_jit_ask]`,
            run: "click",
        },
        {
            content: "What is no number is marked as wrong, and nothing is asked",
            trigger: `${closed} ${quantity("Hex Nut")} .is-invalid input`,
        },
    ],
});

tours.add("jit_tap_after_refused", {
    steps: () => [
        watched,
        ...typed("Hex Bolt M6", 41),
        {
            content: "Approve it, by one tap",
            trigger: `${card("Hex Bolt M6")} button[name=action_jit_approve]`,
            run: "click",
        },
        {
            content: "It was not kept, which is said",
            trigger: ".modal:contains(The year is closed) .modal-footer button",
            run: "click",
        },
        {
            content: "It is there, as it was",
            trigger: `${closed} ${quantity("Hex Bolt M6")}:has(input:value(40))`,
        },
    ],
});

// Starts on the lines to approve.
tours.add("jit_tick_while_typing", {
    steps: () => [
        {
            content: "Change a quantity",
            trigger: `${row("Hex Bolt M6")} td[name=product_qty]`,
            run: "click",
        },
        {
            content: "Sixty will do",
            trigger: ".o_selected_row td[name=product_qty] input",
            run: "edit 60",
        },
        {
            content: "No line can be ticked meanwhile, as on any list",
            trigger: `${row("Hex Nut")}:has(.o_list_record_selector input:disabled)`,
            run: ({anchor}) => anchor.querySelector(".o_list_record_selector").click(),
        },
        {
            content: "Save",
            trigger: ".o_list_button_save",
            run: "click",
        },
        {
            content: "What is ticked is selected",
            trigger: `.o_list_view:not(:has(.o_selected_row)) ${row("Hex Nut")}:has(input:enabled)`,
            run: () => {
                for (const each of document.querySelectorAll(".o_data_row:has(input)")) {
                    const {checked} = each.querySelector(".o_list_record_selector input");
                    if (checked !== each.classList.contains("o_data_row_selected")) {
                        throw new Error(`ticked, not selected: ${each.textContent}`);
                    }
                }
            },
        },
        {
            content: "Now it can be ticked",
            trigger: box("Hex Nut"),
            run: "click",
        },
        {
            content: "It is selected; Alt+U takes the usual ones, though Odoo has it for a menu",
            trigger: `.o_list_view:has(.o_cp_action_menus button[data-hotkey=u]) ${row("Hex Nut")}.o_data_row_selected`,
            run: () => press(["alt", "u"]),
        },
        {
            content: "The usual ones are selected, no menu is open",
            trigger: `body:not(:has(.o-dropdown--menu)) ${row("Hex Bolt M8")}.o_data_row_selected`,
        },
        {
            content: "The nut is not",
            trigger: `${row("Hex Nut")}:not(.o_data_row_selected)`,
        },
    ],
});
