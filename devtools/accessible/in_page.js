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

    function channels(colour) {
        const numbers = colour.match(/[\d.]+/g).map(Number);
        const [red, green, blue, alpha = 1] = numbers;
        // color(srgb ...) counts to one
        const most = colour.startsWith("color(") ? 1 : 255;
        return { rgb: [red, green, blue].map((each) => each / most), alpha };
    }

    const over = (upper, alpha, lower) =>
        upper.map((each, number) => each * alpha + lower[number] * (1 - alpha));

    /** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
    function luminance(rgb) {
        const [red, green, blue] = rgb.map((each) =>
            each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    const isPainted = (style) =>
        style.backgroundImage !== "none" || channels(style.backgroundColor).alpha > 0;

    /** From the styles alone; undefined where a picture or a pseudo-element is behind. */
    function contrastOf(element) {
        const layers = [];
        let opacity = 1;
        for (let at = element; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            const behind = ["::before", "::after"].map((each) => getComputedStyle(at, each));
            if (
                style.backgroundImage !== "none" ||
                behind.some((each) => each.content !== "none" && isPainted(each))
            ) {
                return undefined;
            }
            opacity *= Number(style.opacity);
            layers.unshift(channels(style.backgroundColor));
            if (layers[0].alpha === 1) {
                break;
            }
        }
        const ground = layers.reduce(
            (below, { rgb, alpha }) => over(rgb, alpha, below),
            [1, 1, 1]
        );
        const style = getComputedStyle(element);
        const text = channels(style.color);
        const seen = over(text.rgb, text.alpha * opacity, ground);
        const [light, dark] = [luminance(seen), luminance(ground)].sort((a, b) => b - a);
        const size = parseFloat(style.fontSize);
        const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        const hex = (rgb) =>
            `#${rgb.map((each) => Math.round(each * 255).toString(16).padStart(2, "0")).join("")}`;
        return {
            ratio: (light + 0.05) / (dark + 0.05),
            needed: isLarge ? 3 : 4.5,
            colours: `${hex(seen)} on ${hex(ground)}`,
        };
    }

    /** The dialog if there is one: what is behind it was looked at for itself. */
    function shown() {
        const dialog = [...document.querySelectorAll(".modal .modal-content")].at(-1);
        return { include: [dialog || ".o_action_manager"], exclude: FRAME };
    }

    function described({ id, help, impact }, node, widgets) {
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
            doubt: "",
        };
    }

    /** What axe-core could not tell; of two colours the styles say what they are. */
    function undecided(rule, node, widgets) {
        const checks = [...node.any, ...node.all, ...node.none];
        const why = checks.map(({ data, id }) => data?.messageKey || id).join();
        const judged = rule.id === "color-contrast" && contrastOf(node.element);
        const found = described(rule, node, widgets);
        if (judged && judged.ratio < judged.needed) {
            const { colours, ratio: contrast } = judged;
            return { ...found, impact: "serious", colours, contrast };
        }
        return { ...found, doubt: judged ? "enough by its styles" : why };
    }

    async function look(widgets) {
        const found = await axe.run(shown(), {
            runOnly: { type: "tag", values: TAGS },
            resultTypes: ["violations", "incomplete"],
            elementRef: true,
            // they take most of the time, and nobody reads them
            selectors: false,
        });
        const all = (rules, tell) =>
            rules.flatMap((rule) => rule.nodes.map((node) => tell(rule, node, widgets)));
        return [...all(found.violations, described), ...all(found.incomplete, undecided)];
    }

    /** What Odoo says went wrong: what is behind it is not the screen that was meant. */
    function complaints() {
        const told = document.querySelectorAll(
            ".o_error_dialog, .o_notification:has(.o_notification_bar.bg-danger)"
        );
        return [...told].map((each) => each.textContent.trim().slice(0, 200));
    }

    window.jitAccessible = { open, look, complaints };
})();
