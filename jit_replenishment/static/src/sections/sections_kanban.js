import { useEffect } from "@odoo/owl";
import { useSetupAction } from "@web/search/action_hook";
import { KanbanController } from "@web/views/kanban/kanban_controller";

/** On a phone groups stand below each other: one page to scroll, no columns to swipe. */
export class JitSectionsController extends KanbanController {
    setup() {
        super.setup();
        const { setScrollFromState } = useSetupAction({ rootRef: this.rootRef });
        // Odoo puts back each column's place; here the page has one
        useEffect(
            (isReady) => {
                if (isReady && this.env.isSmall) {
                    setScrollFromState();
                }
            },
            () => [this.model.isReady]
        );
    }

    get className() {
        return this.props.className;
    }
}

/** Of a page that has no groups it is said that it is empty, whatever groups are by. */
export const withEmptyPage = (Renderer) =>
    class extends Renderer {
        get showNoContentHelper() {
            const { hasData, model } = this.props.list;
            return model.useSampleModel || !hasData;
        }
    };
