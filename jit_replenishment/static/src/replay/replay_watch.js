import { Component, onMounted, onWillUnmount, xml } from "@odoo/owl";
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
        // what somebody is about to write is not thrown away
        if (["queued", "running"].includes(record.data.state) && !record.dirty) {
            await record.load();
        }
        this.wait();
    }
}

registry.category("view_widgets").add("jit_replay_watch", {
    component: JitReplayWatch,
});
