import { registry } from "@web/core/registry";

const READING_MS = 12000;

/** Odoo's own notice, with a button that leads to what it tells of. */
export function jitNotification(env, { params }) {
    const { button, message, next, open, sticky, type } = params;
    let close = () => {};
    const buttons = [];
    if (button && open) {
        buttons.push({
            name: button,
            primary: true,
            onClick: () => {
                close();
                return env.services.action.doAction(open);
            },
        });
    }
    close = env.services.notification.add(message, {
        autocloseDelay: READING_MS,
        buttons,
        sticky,
        type,
    });
    return next;
}

registry.category("actions").add("jit_notification", jitNotification);
