import {
    Component,
    onWillStart,
    onWillUnmount,
    status,
    useExternalListener,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { JitHealthLine } from "../health_line/health_line";

const LOOK_AGAIN_MS = 60000;

/**
 * What waits for a buyer today, worst first.
 *
 * Reads itself anew every minute while somebody looks, and when somebody comes back to
 * it. Rows are patched in place: nothing flickers, and what has the focus keeps it.
 */
export class JitToday extends Component {
    static template = "jit_replenishment.Today";
    static components = { JitHealthLine, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ blocks: [], reads: 0, failed: false });
        this.display = { controlPanel: {} };
        this.env.config.setDisplayName(_t("Today"));
        onWillStart(() => this.read());
        this.timer = browser.setInterval(() => this.readIfSeen(), LOOK_AGAIN_MS);
        onWillUnmount(() => browser.clearInterval(this.timer));
        useExternalListener(document, "visibilitychange", () => this.readIfSeen());
    }

    readIfSeen() {
        // a dialog over it, such as a mail being written, is not to be disturbed
        if (document.visibilityState === "visible" && !this.reading) {
            this.readQuietly();
        }
    }

    async read() {
        this.reading = true;
        try {
            this.state.blocks = await this.orm.call("jit.today", "read_blocks", []);
            this.state.failed = false;
            this.state.reads++;
        } finally {
            this.reading = false;
        }
    }

    /** By itself, without a spinner; a server that is away is told in one line. */
    async readQuietly() {
        try {
            const blocks = await this.orm.silent.call("jit.today", "read_blocks", []);
            this.state.blocks = blocks;
            this.state.failed = false;
            this.state.reads++;
        } catch {
            this.state.failed = true;
        }
    }

    /** The list behind a count. */
    open(block) {
        return this.action.doAction(block.action);
    }

    /** What a button does; whatever it opens over this page may have changed it. */
    async press(button, pressed) {
        const action = await this.orm.call(button.model, button.method, [[button.id]]);
        if (action) {
            const onClose = async () => {
                // from a dialog people go on to another page, too
                if (status(this) !== "destroyed") {
                    await this.read();
                    this.focusAgain(pressed);
                }
            };
            await this.action.doAction(action, { onClose });
        }
        // a notice may have the page opened anew, by which this one is gone
        const remains = status(this) !== "destroyed";
        if (remains && (!action || action.type === "ir.actions.client")) {
            await this.read();
        }
    }

    /** A dialog that gave a field the focus knows no more where it was before. */
    focusAgain(pressed) {
        if (document.activeElement === document.body && pressed.isConnected) {
            pressed.focus();
        }
    }

    /** In the colour of the class, beside its name: a tag would look like a button. */
    dotStyle(answer) {
        return `o_jit_today_dot o_jit_today_dot_${answer.color}`;
    }
}

registry.category("actions").add("jit_today", JitToday);
