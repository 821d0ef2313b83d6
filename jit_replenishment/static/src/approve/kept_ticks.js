import { rpcBus } from "@web/core/network/rpc";
import { useBus } from "@web/core/utils/hooks";

// what somebody who ticked a line has seen of it, and would answer for; whatever else
// is written of a line changes the moment it was last written
const SEEN = [
    "order_id",
    "partner_id",
    "product_qty",
    "product_uom_id",
    "price_unit",
    "price_subtotal",
    "date_planned",
    "jit_has_note",
    "write_date",
];

const asSeen = ({ resId, data }) =>
    JSON.stringify([resId, ...SEEN.map((name) => data[name]?.id ?? data[name])]);

const pageOf = ({ config }) => JSON.stringify([config.domain, config.groupBy]);

const tickedOf = (root) => new Set(root.selection.map(asSeen));

const areEqual = (one, other) =>
    one.size === other.size && [...one].every((each) => other.has(each));

/**
 * Ticks the same lines again after a dialog that was left without an answer: Odoo reads
 * the list anew then. Only if each of them is there as it was, never some of them: what
 * is ticked is about to be ordered.
 *
 * @param {Function} getRoot the list of the lines
 * @returns {{ leave: Function, arrive: Function }} to be called before a button's work,
 *     and when lines were read anew
 */
export function useKeptTicks(getRoot) {
    let left = null;
    // the first button is the one that opened the dialog, another one its answer
    useBus(rpcBus, "RPC:REQUEST", ({ detail: { url } }) => {
        if (left && url.includes("/call_button")) {
            left.buttons++;
        }
    });
    return {
        leave() {
            const root = getRoot();
            // of all there are, those of other pages were not seen
            left = root.isDomainSelected
                ? null
                : { root, page: pageOf(root), ticked: tickedOf(root), buttons: 0 };
        },
        arrive() {
            const root = getRoot();
            const was = left;
            left = null;
            if (
                !was ||
                was.buttons > 1 ||
                was.page !== pageOf(root) ||
                !areEqual(was.ticked, tickedOf(was.root))
            ) {
                return;
            }
            const again = root.records.filter((record) => was.ticked.has(asSeen(record)));
            if (again.length === was.ticked.size) {
                again.forEach((record) => record._toggleSelection(true));
            }
        },
    };
}
