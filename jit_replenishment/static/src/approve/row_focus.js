import { onPatched, useExternalListener } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useBus, useService } from "@web/core/utils/hooks";

const MOST_FRAMES = 60;

const IN_LIST = { line: ".o_data_row", inside: ".o_list_record_selector input" };

const nextFrame = () => new Promise((resolve) => browser.requestAnimationFrame(resolve));

/**
 * Gives the focus back to the lines after a button: to the one worked on, or to the next
 * that is left. Without it, it is on nothing once the answered lines are gone.
 *
 * @param {Object} rootRef of the view
 * @param {Function} getRoot the list of the lines
 * @param {Object} [look] selectors of a line, and of what in it takes the focus
 * @returns {{ leave: Function, arrive: Function }} to be called before a button's work,
 *     and when lines were read anew
 */
export function useRowFocus(rootRef, getRoot, { line, inside } = IN_LIST) {
    let left = null;
    let isDue = false;
    let lastId;
    // a button takes the focus before it does its work
    useExternalListener(document, "focusin", ({ target }) => {
        lastId = target.closest?.(line)?.dataset.id || lastId;
    });

    /** The line worked on: last in focus, else ticked, else the first in view. */
    function lineOf(records) {
        const rows = [...rootRef.el.querySelectorAll(line)];
        const top = rootRef.el.querySelector("thead")?.getBoundingClientRect().bottom || 0;
        const inView = () => rows.find((row) => row.getBoundingClientRect().top >= top);
        const ofId = (rowId) => records.find(({ id }) => id === rowId);
        return (
            ofId(lastId) ||
            records.find((record) => record.selected) ||
            ofId(inView()?.dataset.id)
        );
    }

    /**
     * The line itself; or of those that came after it, what stands first now: a vendor
     * whose worst line was answered may have gone far down, and nobody is taken along.
     */
    function nearest() {
        const { records } = getRoot();
        const there = new Map(records.map((each) => [each.resId, each.id]));
        const { order, at } = left;
        const after = new Set(order.slice(at));
        const before = order.slice(0, at).reverse();
        return (
            there.get(order[at]) ||
            records.find(({ resId }) => after.has(resId))?.id ||
            there.get(before.find((resId) => there.has(resId)))
        );
    }

    async function focus() {
        const isOpen = () => document.querySelector(".o_dialog");
        for (let frame = 0; isOpen() && frame < MOST_FRAMES; frame++) {
            await nextFrame();
        }
        const isElsewhere = document.activeElement.closest("input:not([type=checkbox])");
        if (!left || !rootRef.el || isOpen() || isElsewhere) {
            return;
        }
        const row = rootRef.el.querySelector(`${line}[data-id="${nearest()}"]`);
        left = null;
        row?.scrollIntoView({ block: "nearest" });
        const box = () => (inside ? row?.querySelector(inside) : row);
        for (let frame = 0; row?.isConnected && !box() && frame < MOST_FRAMES; frame++) {
            await nextFrame();
        }
        box()?.focus({ preventScroll: true });
    }

    // after what went wrong nothing is read anew, and the button that had the focus lost it
    let wasError = false;
    useBus(useService("ui").bus, "active-element-changed", ({ detail: active }) => {
        if (wasError && active === document) {
            focus();
        }
        wasError = Boolean(active.querySelector(".o_error_dialog")) && active !== document;
    });
    onPatched(() => {
        if (isDue) {
            isDue = false;
            focus();
        }
    });
    return {
        leave() {
            const { records } = getRoot();
            const at = records.indexOf(lineOf(records));
            left = { order: records.map(({ resId }) => resId), at: Math.max(at, 0) };
        },
        arrive() {
            isDue = Boolean(left);
        },
    };
}
