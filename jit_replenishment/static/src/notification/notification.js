import { registry } from "@web/core/registry";

const READING_MS = 12000;

// of the last one that asked for nothing
let closeLast = () => {};

/**
 * Odoo's own notice, with a button that leads to what it tells of. On a phone it is brief,
 * and takes the place of the last one unless that told of something to be mended.
 */
function show(env, { brief, button, message, open, sticky, type }) {
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
    if (env.isSmall) {
        closeLast();
    }
    close = env.services.notification.add((env.isSmall && brief) || message, {
        autocloseDelay: READING_MS,
        buttons,
        className: "o_jit_notice",
        sticky,
        type,
    });
    closeLast = sticky ? () => {} : close;
}

export function jitNotification(env, { params }) {
    show(env, params);
    return params.next;
}

registry.category("actions").add("jit_notification", jitNotification);

/** What the server tells by itself, such as that a mail did not go out. */
export const jitNotificationService = {
    dependencies: ["bus_service", "notification"],
    start(env, { bus_service: bus }) {
        bus.subscribe("jit_notification", (told) => show(env, told));
        bus.start();
    },
};

registry.category("services").add("jit_notification", jitNotificationService);
