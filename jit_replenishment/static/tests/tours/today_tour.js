/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const block = (key) => `section[data-block=${key}]`;
const back = {
    content: "Back to Today",
    trigger: ".o_breadcrumb a:contains(Today)",
    run: "click",
};

function opensList(key, list) {
    return [
        {
            content: `Open what is behind the count: ${key}`,
            trigger: `${block(key)} .o_jit_today_count`,
            run: "click",
        },
        {content: "It is a list", trigger: list},
        back,
    ];
}

function opensRecord(key, title) {
    return [
        {
            content: `Open what is behind the title: ${title}`,
            trigger: `${block(key)} button.o_jit_today_title:contains(${title})`,
            run: "click",
        },
        {content: "It is its page", trigger: ".o_form_view"},
        back,
    ];
}

// Starts anywhere in Purchase.
tours.add("jit_today", {
    steps: () => [
        {
            content: "Open the menu",
            trigger: "[data-menu-xmlid='jit_replenishment.jit_replenishment_menu']",
            run: "click",
        },
        {
            content: "Open Today",
            trigger: "[data-menu-xmlid='jit_replenishment.jit_today_menu']",
            run: "click",
        },
        {
            content: "Sales wait for the bolt",
            trigger: `${block("running_out")} .o_jit_today_money:contains(20.00)`,
        },
        {
            content: "Chase its order",
            trigger: `${block("running_out")} button[data-method=action_jit_chase]:contains(Chase...)`,
            run: "click",
        },
        {
            content: "The mail names the vendor's SKU",
            trigger: ".modal .o_field_html:contains(AC-M8-50)",
        },
        {
            content: "Send it",
            trigger: ".modal button.o_mail_send, .modal button[name=action_send_mail]",
            run: "click",
        },
        {
            content: "It tells that it was chased",
            trigger: `body:not(:has(.modal)) ${block("running_out")} button:contains(Chase Again...)`,
        },
        {
            content: "The button that was pressed has the focus again",
            trigger: `${block("running_out")} button[data-method=action_jit_chase]:focus`,
        },
        {
            content: "Send what was approved and not sent",
            trigger: `${block("late")} li:contains(Gamma) button[data-method=action_jit_send]`,
            run: "click",
        },
        {
            content: "It tells that it is being sent",
            trigger: ".o_notification:contains(Being sent now)",
        },
        {
            content: "Nothing waits to be sent any more",
            trigger: `${block("late")}:not(:has(button[data-method=action_jit_send])) li:contains(Acme)`,
        },
        ...opensList("running_out", ".o_list_view .o_data_row:contains(Hex Bolt)"),
        ...opensList("running_out", ".o_list_view .o_data_row:contains(Hex Bolt) button[name=action_jit_chase]"),
        ...opensList("to_approve", ".o_list_view .o_data_row:contains(Beta)"),
        ...opensList("late", ".o_list_view .o_data_row:contains(Acme Fasteners)"),
        ...opensList("to_fix", ".o_list_view .o_data_row:contains(Nobody Sells It)"),
        ...opensRecord("running_out", "Hex Bolt"),
        ...opensRecord("to_approve", "Beta"),
        ...opensRecord("to_fix", "Nobody Sells It"),
        {
            content: "Nothing is suggested, in a calm sentence",
            trigger: `${block("suggested")} .o_jit_today_empty:contains(No other figures)`,
        },
        {
            content: "Another vendor is asked in a dialog",
            trigger: `${block("running_out")} button[data-method=action_jit_buy_elsewhere]`,
            run: "click",
        },
        {
            content: "It tells who, and asks for a request",
            trigger: ".modal .o_data_row:contains(Rival) button[name=action_request]",
            run: "click",
        },
        {
            content: "A request to that vendor",
            trigger: ".o_form_view div[name=partner_id]:contains(Rival), .o_form_view div[name=partner_id] input:value(Rival)",
        },
    ],
});
