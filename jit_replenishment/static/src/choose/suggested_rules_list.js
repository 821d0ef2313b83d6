import { registry } from "@web/core/registry";
import { JitCheckLine, JitCheckListRenderer } from "../health_line/check_line";
import { listView } from "@web/views/list/list_view";

/** How far suggested rules are worked out; brings the list up to date at the end. */
class JitSuggestedRulesLine extends JitCheckLine {
    static model = "jit.rule.suggestion";
}

class JitSuggestedRulesListRenderer extends JitCheckListRenderer {
    static components = {
        ...JitCheckListRenderer.components,
        JitCheckLine: JitSuggestedRulesLine,
    };
}

registry.category("views").add("jit_suggested_rules_list", {
    ...listView,
    Renderer: JitSuggestedRulesListRenderer,
});
