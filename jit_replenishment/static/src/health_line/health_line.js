import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/** Whether the engine is at work, in one line, above what it does. */
export class JitHealthLine extends Component {
    static template = "jit_replenishment.HealthLine";
    // a number that changes has it read itself anew
    static props = {
        list: { type: Object, optional: true },
        reads: { type: Number, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ parts: [], isRead: false });
        // three hundred rows do not wait for one line above them
        onWillStart(() => {
            this.readAside();
        });
        onWillUpdateProps(() => {
            this.readAside();
        });
    }

    async readAside() {
        await this.read();
        this.state.isRead = true;
    }

    async read() {
        this.state.parts = await this.orm.call("jit.health", "read_parts", []);
    }

    open(part) {
        this.action.doAction(part.action);
    }
}
