import { Component, onMounted, onWillUnmount, status, xml } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

// about as often as a batch of rules is through
const LOOK_AGAIN_MS = 3000;

/** Reads a replay anew for as long as it is at work. */
export class JitReplayWatch extends Component {
    static template = xml`<span class="d-none" />`;
    static props = { ...standardWidgetProps };

    setup() {
        onMounted(() => this.wait());
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    wait() {
        this.timer = browser.setTimeout(() => this.look(), LOOK_AGAIN_MS);
    }

    async look() {
        const { record } = this.props;
        const isAtWork = ["queued", "running"].includes(record.data.state);
        // what somebody is about to write is not thrown away
        if (isAtWork && !(await record.isDirty())) {
            await record.load();
        }
        if (status(this) !== "destroyed") {
            this.wait();
        }
    }
}

registry.category("view_widgets").add("jit_replay_watch", {
    component: JitReplayWatch,
});
