import { useSubEnv } from "@odoo/owl";

/**
 * Keeps what is typed on cards before anything is done with a line: a tap comes before
 * the quantity typed last has reached the server, and would approve the old one.
 */
export const withTypedKept = (Controller) =>
    class extends Controller {
        setup() {
            super.setup();
            const { onClickViewButton } = this.env;
            useSubEnv({
                onClickViewButton: (click) => {
                    // it is the view's own, and another name is for this tap alone
                    const clickParams = { ...click.clickParams };
                    const beforeExecute = async () =>
                        (await this.keepTyped()) &&
                        this.asksIfOdd(clickParams, click.getResParams().resId) &&
                        click.beforeExecute?.();
                    return onClickViewButton({ ...click, clickParams, beforeExecute });
                },
            });
        }

        /** @returns {Promise<boolean>} whether all that was typed is kept */
        async keepTyped() {
            const { typedFields } = this.model;
            const kept = await Promise.all([...typedFields].map((field) => field.settle()));
            return kept.every(Boolean);
        }

        /** What the new quantity made odd is not ordered by one tap. */
        asksIfOdd(clickParams, resId) {
            const { data } = this.model.root.records.find((each) => each.resId === resId) || {};
            if (clickParams.name === "action_jit_approve" && data) {
                if (!data.jit_is_usual || data.jit_has_note) {
                    clickParams.name = "action_jit_ask";
                }
            }
            return true;
        }

        async openRecord(...record) {
            if (await this.keepTyped()) {
                await super.openRecord(...record);
            }
        }
    };
