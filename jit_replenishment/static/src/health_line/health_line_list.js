import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

import { JitHealthLine } from "./health_line";

export class JitHealthListRenderer extends ListRenderer {
    static template = "jit_replenishment.ListRenderer";
    static components = { ...ListRenderer.components, JitHealthLine };
}

registry.category("views").add("jit_health_list", {
    ...listView,
    Renderer: JitHealthListRenderer,
});
