// what somebody who ticked a line has seen of it, and would answer for
const SEEN = ["order_id", "partner_id", "product_qty", "price_unit", "date_planned"];

const asSeen = ({ resId, data }) =>
    JSON.stringify([resId, ...SEEN.map((name) => data[name]?.id ?? data[name])]);

const pageOf = ({ config }) => JSON.stringify([config.domain, config.groupBy]);

/**
 * Ticks the same lines again after a dialog that was left without an answer: Odoo reads
 * the list anew then. Only if each of them is there as it was, never some of them: what
 * is ticked is about to be ordered.
 *
 * @param {Function} getRoot the list of the lines
 * @returns {{ leave: Function, arrive: Function }} to be called before a button's work,
 *     and when lines were read anew
 */
export function keptTicks(getRoot) {
    let left = null;
    return {
        leave() {
            const root = getRoot();
            // of all there are, those of other pages were not seen
            left = root.isDomainSelected
                ? null
                : { page: pageOf(root), ticked: new Set(root.selection.map(asSeen)) };
        },
        arrive() {
            const root = getRoot();
            if (!left || left.page !== pageOf(root)) {
                return;
            }
            const again = root.records.filter((record) => left.ticked.has(asSeen(record)));
            if (again.length === left.ticked.size) {
                again.forEach((record) => record._toggleSelection(true));
            }
            left = null;
        },
    };
}
