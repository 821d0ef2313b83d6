import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formView } from "@web/views/form/form_view";

/**
 * A dialog that asks for something. Who answers before all is said is told what is
 * missing, and goes on typing there; Odoo says that something is, and the focus is gone
 * with the button it was on.
 */
export class JitAnswerFormController extends formView.Controller {
    setup() {
        super.setup();
        this.notification = useService("notification");
    }

    async beforeExecuteActionButton(clickParams) {
        if (clickParams.special !== "cancel" && !(await this.model.root.checkValidity())) {
            this.tellMissing();
            return false;
        }
        return super.beforeExecuteActionButton(clickParams);
    }

    tellMissing() {
        const { root } = this.model;
        const names = Object.keys(root.activeFields).filter((name) =>
            root.isFieldInvalid(name)
        );
        const labels = names.map((name) => this.labelOf(name)).join(", ");
        this.notification.add(_t("Please fill in: %s", labels), { type: "danger" });
        this.rootRef.el
            .querySelector(`.o_field_widget[name="${names[0]}"]`)
            ?.querySelector("input, textarea, select")
            ?.focus();
    }

    /** As this dialog calls it. */
    labelOf(name) {
        const label = this.rootRef.el.querySelector(`label[for^="${name}_"]`);
        return label?.firstChild.textContent.trim() || this.model.root.fields[name].string;
    }
}

registry.category("views").add("jit_answer_form", {
    ...formView,
    Controller: JitAnswerFormController,
});
