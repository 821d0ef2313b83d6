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

    function named(element) {
        const classes = [...element.classList]
            .filter((name) => name.startsWith("o_") && !name.startsWith("o_jit"))
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

    /** The widget, field or button of ours that a node lies in; empty if in none. */
    function ownerOf(element, widgets) {
        if (element.closest(".o_control_panel")) {
            return "";
        }
        for (let at = element; at; at = at.parentElement) {
            const widget = [...at.classList].find((name) => widgets.includes(name));
            if (widget) {
                return widget;
            }
            const name = at.getAttribute("name") || "";
            if (/^(action_)?jit_/.test(name)) {
                return name;
            }
        }
        return "";
    }

    /** The nearest thing with a name in a view: what to look for in its XML. */
    const fieldOf = (element) =>
        element.closest("[name]")?.getAttribute("name") || "";

    async function look(widgets) {
        const found = await axe.run(document, {
            runOnly: { type: "tag", values: TAGS },
            resultTypes: ["violations"],
            elementRef: true,
        });
        return found.violations.flatMap(({ id, help, impact, nodes }) =>
            nodes.map((node) => {
                const { fgColor, bgColor, contrastRatio } = node.any[0]?.data || {};
                return {
                    rule: id,
                    help,
                    impact: node.impact || impact,
                    owner: ownerOf(node.element, widgets),
                    field: fieldOf(node.element),
                    shape: shapeOf(node.element),
                    colours: fgColor ? `${fgColor} on ${bgColor}` : "",
                    contrast: contrastRatio || 0,
                    html: node.html.slice(0, 400),
                    place: node.target.flat().join(" "),
                };
            })
        );
    }

    window.jitAccessible = { open, look };
})();
