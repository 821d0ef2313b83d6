/** @odoo-module **/
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const rules = "div[name=jit_rule_ids]";

// Starts on the form of a product without answer and without rule.
tours.add("jit_set_class_and_reorder_point", {
    steps: () => [
        {
            content: "Open the Just in Time tab",
            trigger: "a[name=jit]",
            run: "click",
        },
        {
            content: "The class is assumed so far",
            trigger: "div[name=jit_class_origin]:contains(assumed)",
        },
        {
            content: "Answer the question: look for the worst answer",
            trigger: "div[name=jit_consequence_class_id] input",
            run: "edit Vital",
        },
        {
            content: "The site stops",
            trigger: ".ui-menu-item a:contains(The site stops)",
            run: "click",
        },
        {
            content: "Add a rule",
            trigger: `${rules} .o_field_x2many_list_row_add button, ${rules} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            content: "Set the reorder point",
            trigger: `${rules} .o_selected_row div[name=product_min_qty] input`,
            run: "edit 10",
        },
        {
            content: "Set the target",
            trigger: `${rules} .o_selected_row div[name=product_max_qty] input`,
            run: "edit 30",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "25 on hand are enough",
            trigger: `body:has(.o_form_saved) ${rules} td[name=jit_status]:contains(Enough)`,
        },
    ],
});

// Starts on Physical Inventory.
tours.add("jit_count_stock", {
    steps: () => [
        {
            content: "Enter the count of the product",
            trigger:
                ".o_data_row:has(td[name=product_id]:contains(Hex Bolt)) td[name=inventory_quantity]",
            run: "click",
        },
        {
            content: "Six are left",
            trigger: ".o_selected_row div[name=inventory_quantity] input",
            run: "edit 6",
        },
        {
            content: "Apply the count",
            trigger: ".o_data_row button[name=action_apply_inventory]",
            run: "click",
        },
        {
            content: "It is applied",
            trigger:
                ".o_list_view:not(:has(button[name=action_apply_inventory]:visible))",
        },
    ],
});

// Starts anywhere in Purchase.
tours.add("jit_read_reason_and_confirm", {
    steps: () => [
        {
            content: "Open the menu",
            trigger: "[data-menu-xmlid='jit_replenishment.jit_replenishment_menu']",
            run: "click",
        },
        {
            content: "Open the draft orders",
            trigger: "[data-menu-xmlid='jit_replenishment.jit_draft_order_menu']",
            run: "click",
        },
        {
            content: "Open Acme's draft",
            trigger: ".o_data_row td[name=partner_id]:contains(Acme Fasteners)",
            run: "click",
        },
        {
            content: "The vendor's SKU is on the line",
            trigger: ".o_data_row td[name=product_id]:contains(AC-M8-50)",
        },
        {
            content: "Ask why",
            trigger: ".o_data_row button[name=action_jit_open_reason] .fa-bolt",
            run: "click",
        },
        {
            content: "It dipped to its reorder point",
            trigger:
                ".modal div[name=headline]:contains(6 Units are available to plan and the reorder point is 10 Units)",
        },
        {
            content: "The vendor's terms had a say",
            trigger: ".modal div[name=card]:contains(Minimum):contains(20)",
        },
        {
            content: "Close",
            trigger: ".modal .btn-close",
            run: "click",
        },
        {
            content: "Confirm the order",
            trigger: "body:not(:has(.modal)) button[name=action_jit_confirm]:visible",
            run: "click",
        },
        {
            content: "It is a purchase order",
            trigger:
                "div[name=state] .o_arrow_button_current:contains(Purchase Order)",
        },
    ],
});
