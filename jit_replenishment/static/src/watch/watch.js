import { Component, onMounted, onWillUnmount, status, xml } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

// about as often as a batch of rules is through
const LOOK_AGAIN_MS = 3000;

/**
 * Reads a page anew for as long as something works for it: `field` is true, or says
 * that it is queued or running.
 */
export class JitWatch extends Component {
    static template = xml`<span class="d-none" />`;
    static props = { ...standardWidgetProps, field: String };

    setup() {
        onMounted(() => this.wait());
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    wait() {
        this.timer = browser.setTimeout(() => this.look(), LOOK_AGAIN_MS);
    }

    async look() {
        const { record } = this.props;
        const isAtWork = [true, "queued", "running"].includes(
            record.data[this.props.field]
        );
        // what somebody is about to write is not thrown away
        if (isAtWork && !(await record.isDirty())) {
            await record.load();
        }
        if (status(this) !== "destroyed") {
            this.wait();
        }
    }
}

registry.category("view_widgets").add("jit_watch", {
    component: JitWatch,
    extractProps: ({ attrs }) => ({ field: attrs.field }),
});
