import { getColor, getCustomColor } from "@web/core/colors/colors";
import { registry } from "@web/core/registry";

import { JitChart } from "../rule_page/chart";

// who sees no colours tells them apart by these
const STYLES = ["rectRot", "circle", "triangle", "rect", "star"];

/** Stock over service, a dot for each kind of figures. */
export class JitReplayChart extends JitChart {
    config({ points, x_title, y_title }) {
        const text = getCustomColor(this.scheme, "#111827", "#E4E4E4");
        const grid = getCustomColor(this.scheme, "#d8dadd", "#3C3E4B");
        const axis = (title) => ({
            title: { display: true, text: title, color: text },
            grid: { color: grid },
            ticks: { color: text },
            grace: "10%",
        });
        return {
            type: "scatter",
            data: {
                datasets: points.map((point, index) => ({
                    label: point.label,
                    data: [{ x: point.x, y: point.y }],
                    tip: point.tip,
                    pointRadius: 7,
                    pointHoverRadius: 9,
                    pointStyle: STYLES[index % STYLES.length],
                    backgroundColor: getColor(index, this.scheme, points.length),
                    borderColor: getColor(index, this.scheme, points.length),
                })),
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                plugins: {
                    legend: {
                        position: "bottom",
                        labels: { color: text, usePointStyle: true, boxHeight: 7 },
                    },
                    tooltip: { callbacks: { label: (item) => item.dataset.tip } },
                },
                scales: {
                    x: axis(x_title),
                    y: { ...axis(y_title), beginAtZero: true },
                },
            },
        };
    }
}

registry.category("fields").add("jit_replay_chart", {
    component: JitReplayChart,
    supportedTypes: ["json"],
});
