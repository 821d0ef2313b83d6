import { registry } from "@web/core/registry";
import { JitCheckLine, JitCheckListRenderer } from "../health_line/check_line";
import { listView } from "@web/views/list/list_view";

/** What happens next with rules on trial; shows what their first look said. */
class JitTrialLine extends JitCheckLine {
    static model = "jit.trial";
    // a look is due within the hour, mostly within a minute
    static lookAgainMs = 10000;
}

class JitTrialListRenderer extends JitCheckListRenderer {
    static components = {
        ...JitCheckListRenderer.components,
        JitCheckLine: JitTrialLine,
    };
}

registry.category("views").add("jit_trial_list", {
    ...listView,
    Renderer: JitTrialListRenderer,
});
