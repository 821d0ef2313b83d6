import { Domain } from "@web/core/domain";
import { RelationalModel } from "@web/model/relational_model/relational_model";

/** A morning has more vendors than Odoo opens groups. */
export class JitApproveModel extends RelationalModel {
    static DEFAULT_OPEN_GROUP_LIMIT = 200;

    setup(...params) {
        super.setup(...params);
        // those of the cards, in which a quantity may stand that is not kept yet
        this.typedFields = new Set();
    }

    /** A vendor of whom nothing is left to approve needs no empty row. */
    async _postprocessReadGroup(config, response) {
        delete config.currentGroups;
        return super._postprocessReadGroup(config, response);
    }
}

/** What stands in folded groups, as a domain: it was there, and nobody looked at it. */
function foldedDomain(list) {
    const domains = (groups) =>
        groups.flatMap(({ isFolded, list: inside }) => {
            if (isFolded) {
                return [inside.domain];
            }
            return inside.isGrouped ? domains(inside.groups) : [];
        });
    const found = list.isGrouped ? domains(list.groups) : [];
    return found.length ? Domain.or(found).toList() : [[0, "=", 1]];
}

/** Only what was on the page is approved, whatever came since. */
export function sendShown(clickParams, root) {
    if (clickParams.name === "action_jit_ask_usual") {
        clickParams.buttonContext = {
            ...clickParams.buttonContext,
            jit_shown_ids: root.records.map((record) => record.resId),
            jit_folded_domain: foldedDomain(root),
        };
    }
}
