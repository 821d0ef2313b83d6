import { onWillUnmount } from "@odoo/owl";

// of a screen or two: who scrolls sees rows that are drawn already
const AROUND = "1200px 0px";

/** Tells rows when they come near to what is in view, and when they are far again. */
export class RowWatch {
    constructor(tableRef) {
        this.tableRef = tableRef;
        this.callbacks = new WeakMap();
    }

    get observer() {
        if (!this._observer) {
            this._observer = new IntersectionObserver(
                (entries) => entries.forEach((each) => this.tell(each)),
                { root: this.tableRef.el.parentNode, rootMargin: AROUND }
            );
        }
        return this._observer;
    }

    tell(entry) {
        // what has left the page meanwhile is nowhere
        if (entry.target.isConnected) {
            this.callbacks.get(entry.target)?.(entry);
        }
    }

    /** @returns {Function} to watch it no longer */
    watch(recordId, callback) {
        const row = this.tableRef.el.querySelector(`tr[data-id="${recordId}"]`);
        if (row) {
            this.callbacks.set(row, callback);
            this.observer.observe(row);
        }
        return () => row && this.observer.unobserve(row);
    }

    stop() {
        this._observer?.disconnect();
    }
}

export function useRowWatch(tableRef) {
    const rowWatch = new RowWatch(tableRef);
    onWillUnmount(() => rowWatch.stop());
    return rowWatch;
}
