/* global Chart */
import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { getColor, getCustomColor } from "@web/core/colors/colors";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const LINE_COLORS = [["#343a40", "#e9ecef"], ["#6c757d", "#adb5bd"]];

/** Bars or dots with lines over them, drawn by the library of Odoo's own graphs. */
export class JitChart extends Component {
    static template = "jit_replenishment.Chart";
    static props = { ...standardFieldProps };

    setup() {
        this.canvas = useRef("canvas");
        this.scheme = cookie.get("color_scheme");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            (drawn) => {
                const chart = drawn && new Chart(this.canvas.el, this.config(drawn));
                return () => chart && chart.destroy();
            },
            () => [this.drawn]
        );
    }

    get drawn() {
        return this.props.record.data[this.props.name] || null;
    }

    config(drawn) {
        const isBar = drawn.kind === "bar";
        return {
            type: isBar ? "bar" : "line",
            data: {
                labels: drawn.labels,
                datasets: [
                    ...drawn.lines.map((line, index) => this.line(line, index, isBar)),
                    ...drawn.series.map((series, index) =>
                        isBar ? this.bar(series, index) : this.dots(series, index)
                    ),
                ],
            },
            options: this.options(drawn, isBar),
        };
    }

    bar({ label, values }, index) {
        const backgroundColor = getColor(index, this.scheme, 3);
        return { label, data: values, backgroundColor, borderRadius: 2, order: 2 };
    }

    dots({ label, values }, index) {
        const color = getColor(index, this.scheme, 3);
        return {
            label,
            data: values,
            showLine: false,
            pointRadius: 5,
            pointHoverRadius: 7,
            pointStyle: index ? "rect" : "circle",
            backgroundColor: color,
            borderColor: color,
        };
    }

    line({ label, values, stepped }, index, isBar) {
        const color = getCustomColor(this.scheme, ...LINE_COLORS[index % 2]);
        return {
            type: "line",
            label,
            data: values,
            stepped: stepped ? "middle" : false,
            borderColor: color,
            backgroundColor: color,
            borderWidth: 2,
            borderDash: stepped ? [] : [6, 4],
            pointRadius: 0,
            pointHitRadius: isBar ? 0 : 4,
            pointStyle: "line",
            stack: `line${index}`,
            order: 1,
        };
    }

    options(drawn, isBar) {
        const text = getCustomColor(this.scheme, "#111827", "#E4E4E4");
        const grid = getCustomColor(this.scheme, "#d8dadd", "#3C3E4B");
        const tips = drawn.tips;
        return {
            maintainAspectRatio: false,
            animation: false,
            plugins: {
                legend: {
                    position: "bottom",
                    labels: { color: text, usePointStyle: true, boxHeight: 7 },
                },
                tooltip: {
                    // of what stands over a month only what is there is told
                    filter: (item) => item.raw,
                    callbacks: tips && {
                        title: () => "",
                        label: (item) =>
                            item.dataset.showLine === false
                                ? tips[item.dataIndex]
                                : item.dataset.label,
                    },
                },
            },
            scales: {
                x: {
                    stacked: isBar,
                    grid: { display: false },
                    ticks: { color: text, maxRotation: 0, autoSkipPadding: 8 },
                },
                y: {
                    stacked: isBar,
                    beginAtZero: true,
                    title: { display: true, text: drawn.unit, color: text },
                    grid: { color: grid },
                    ticks: { color: text, precision: 0 },
                },
            },
        };
    }
}

registry.category("fields").add("jit_chart", {
    component: JitChart,
    supportedTypes: ["json"],
});
