import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

import { JitCheckLine } from "./check_line";

/** What lies there and what it costs; brings the list up to date once it was counted. */
export class JitAuditLine extends JitCheckLine {
    static model = "jit.stock.audit";
}

export class JitAuditListRenderer extends ListRenderer {
    static template = "jit_replenishment.AuditListRenderer";
    static components = { ...ListRenderer.components, JitAuditLine };
}

registry.category("views").add("jit_audit_list", {
    ...listView,
    Renderer: JitAuditListRenderer,
});
