import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";
import { ANSWERED } from "./answer_field";
import { JitHealthLine } from "../health_line/health_line";
import { JitHealthListRenderer } from "../health_line/health_line_list";
import { listView } from "@web/views/list/list_view";

/** How many wait for an answer, and how much is answered already. */
class JitQuickSheetLine extends JitHealthLine {
    setup() {
        super.setup();
        useBus(this.env.bus, ANSWERED, () => this.read());
    }

    async read() {
        this.state.parts = await this.orm.call("jit.quick.sheet", "read_parts", []);
    }
}

class JitQuickSheetListRenderer extends JitHealthListRenderer {
    static components = {
        ...JitHealthListRenderer.components,
        JitHealthLine: JitQuickSheetLine,
    };
}

registry.category("views").add("jit_quick_sheet_list", {
    ...listView,
    Renderer: JitQuickSheetListRenderer,
});
