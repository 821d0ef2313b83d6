// What the walk calls in the page; axe-core is loaded beside it.
(() => {
    const TAGS = [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ];
    // how far above a node its surroundings tell what it is
    const ANCESTORS = 3;
    // Odoo's, the same on every screen, and nothing a view has a say in
    const FRAME = [".o_cp_searchview", ".o_breadcrumb", ".o_control_panel_navigation"];

    const services = () => odoo.__WOWL_DEBUG__.root.env.services;

    /** As a menu would: nothing of the last screen stays in the breadcrumb. */
    async function open({ action, view, model, domain }) {
        const { orm, action: actions } = services();
        const options = { clearBreadcrumbs: true };
        if (view) {
            options.viewType = view;
        }
        if (model) {
            const [id] = await orm.search(model, domain, { limit: 1 });
            if (!id) {
                throw new Error(`there is no ${model} with ${JSON.stringify(domain)}`);
            }
            options.props = { resId: id };
            options.viewType = "form";
        }
        await actions.doAction(action, options);
    }

    // how a record happens to be, not what the node is
    const STATE = /^o_jit|_modifier$|_color_\d+$|draggable|^o_is_/;

    function named(element) {
        const classes = [...element.classList]
            .filter((name) => name.startsWith("o_") && !STATE.test(name))
            .sort();
        const role = element.getAttribute("role");
        const type = element.getAttribute("type");
        const marks = [role && `role=${role}`, type && `type=${type}`].filter(Boolean);
        return [element.tagName.toLowerCase(), ...classes, ...marks].join(".");
    }

    /** What a node is, whatever it shows: its tag and Odoo's classes, outermost first. */
    function shapeOf(element) {
        const names = [];
        for (let at = element; at && names.length <= ANCESTORS; at = at.parentElement) {
            names.unshift(named(at));
        }
        return names.join(" > ");
    }

    /** What of ours a node is drawn by; empty if it is drawn by Odoo. */
    function widgetOf(element, widgets) {
        const selector = widgets.map((name) => `.${name}`).join();
        const widget = element.closest(selector);
        return [...(widget?.classList || [])].find((name) => widgets.includes(name)) || "";
    }

    /** The button it is, or the field it is in: what to look for in a view's XML. */
    function fieldOf(element) {
        const isTyped = element.matches("input, select, textarea");
        const named = isTyped ? element.closest(".o_field_widget") : element;
        return named?.getAttribute("name") || "";
    }

    /** The nearest thing with a name, for who looks for the node. */
    const nearOf = (element) => element.closest("[name]")?.getAttribute("name") || "";

    /** The dialog if there is one: what is behind it was looked at for itself. */
    function shown() {
        const dialog = [...document.querySelectorAll(".modal .modal-content")].at(-1);
        return { include: [dialog || ".o_action_manager"], exclude: FRAME };
    }

    async function look(widgets) {
        const found = await axe.run(shown(), {
            runOnly: { type: "tag", values: TAGS },
            resultTypes: ["violations"],
            elementRef: true,
            // they take most of the time, and nobody reads them
            selectors: false,
        });
        return found.violations.flatMap(({ id, help, impact, nodes }) =>
            nodes.map((node) => {
                const { fgColor, bgColor, contrastRatio } = node.any[0]?.data || {};
                return {
                    rule: id,
                    help,
                    impact: node.impact || impact,
                    widget: widgetOf(node.element, widgets),
                    field: fieldOf(node.element),
                    near: nearOf(node.element),
                    shape: shapeOf(node.element),
                    colours: fgColor ? `${fgColor} on ${bgColor}` : "",
                    contrast: contrastRatio || 0,
                    html: node.html.slice(0, 400),
                };
            })
        );
    }

    window.jitAccessible = { open, look };
})();
