import { onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

import { JitHealthLine } from "./health_line";

/** When the data was last checked; brings the list up to date once a check ends. */
export class JitCheckLine extends JitHealthLine {
    static model = "jit.check";
    // a check takes seconds; nobody waits for it who looks elsewhere
    static lookAgainMs = 2000;
    // what the first look calls
    static opening = "read_parts";

    setup() {
        this.reading = this.constructor.opening;
        super.setup();
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    async read() {
        browser.clearTimeout(this.timer);
        const { parts, pending } = await this.orm.call(
            this.constructor.model,
            this.reading,
            []
        );
        this.reading = "read_parts";
        this.state.parts = parts;
        if (pending) {
            const { lookAgainMs } = this.constructor;
            this.timer = browser.setTimeout(() => this.read(), lookAgainMs);
        } else if (this.pending) {
            this.pending = false;
            await this.props.list.model.load();
        }
        this.pending = pending;
    }
}

export class JitCheckListRenderer extends ListRenderer {
    static template = "jit_replenishment.CheckListRenderer";
    static groupRowTemplate = "jit_replenishment.CheckGroupRow";
    static components = { ...ListRenderer.components, JitCheckLine };
}

registry.category("views").add("jit_check_list", {
    ...listView,
    Renderer: JitCheckListRenderer,
});
