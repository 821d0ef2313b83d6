import { registry } from "@web/core/registry";
import { FetchRecordError } from "@web/model/relational_model/errors";
import { formView } from "@web/views/form/form_view";

/** A line that was rejected or skipped on its own page is gone: back to the others. */
export class JitApproveLineModel extends formView.Model {
    async load(params) {
        const wasShown = this.isReady;
        try {
            await super.load(params);
        } catch (error) {
            if (!wasShown || !(error instanceof FetchRecordError)) {
                throw error;
            }
            this.env.config.historyBack();
        }
    }
}

registry.category("views").add("jit_approve_line_form", {
    ...formView,
    Model: JitApproveLineModel,
});
