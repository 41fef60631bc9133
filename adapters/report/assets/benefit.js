// Where the benefit comes from, as a waterfall of text rows.
const components = ["interest_net", "fx_cost", "tax_cost", "bank_fees"];

function benefitPlot() {
    const compared = report.baseline !== null;
    const total =
        figureFor(compared ? "net_benefit" : "net_result", "group") || figureFor("net_result", "group");
    if (!total) return null;
    const value = row => (compared ? row.difference : row.after) ?? null;
    const parts = [...components, "hedge_result"].map(name => figureFor(name, "group")).filter(row => row && value(row) !== null);
    let running = 0;
    const bars = parts.map(row => ({ row, from: running, to: (running += Number(value(row))) }));
    bars.push({ row: total, from: 0, to: Number(value(total)), sum: true });
    const low = Math.min(0, ...bars.map(bar => Math.min(bar.from, bar.to))),
        high = Math.max(0, ...bars.map(bar => Math.max(bar.from, bar.to)));
    const percent = number => (100 * (number - low)) / (high - low || 1);
    const draw = canvas =>
        canvas.append(
            el(
                "div",
                { class: "fall", style: `--zero:${percent(0)}%` },
                bars.map(bar => {
                    const text = compared ? signed(value(bar.row)) : group(value(bar.row));
                    return el(
                        "div",
                        { class: bar.sum ? "sum" : null },
                        el("span", {}, label("kpi", bar.row.name)),
                        el(
                            "span",
                            { class: "track", "aria-hidden": "true" },
                            bar.to !== bar.from &&
                                el("span", {
                                    class: "bar" + (bar.to < bar.from ? " minus" : ""),
                                    style: `left:${percent(Math.min(bar.from, bar.to))}%;width:${Math.abs(percent(bar.to) - percent(bar.from))}%`,
                                }),
                        ),
                        el("span", { class: "amount" + (bar.to < bar.from ? " loss" : "") }, text),
                    );
                }),
            ),
        );
    const node = plot(t(compared ? "q_benefit" : "q_result"), {
        id: "benefit",
        summary: compared
            ? `${t("versus", both(report.variants[report.baseline].title), both(report.variants[report.candidate].title))} · ${total.unit}`
            : total.unit,
        draw,
        table: () =>
            table(
                [
                    { title: t("figure"), cell: row => label("kpi", row.name) },
                    compared && { title: t("before"), number: true, cell: row => group(row.before) },
                    { title: t(compared ? "after" : "value"), number: true, cell: row => group(row.after) },
                    compared && { title: t("difference"), number: true, cell: row => signed(row.difference) },
                ].filter(Boolean),
                [...parts, total],
                { cards: false },
            ),
    });
    node.append(alsoTable());
    node.querySelector(".canvas").removeAttribute("role"); // its rows are text and are read as such
    return node;
}

function alsoTable() {
    const rows = [
        "idle_cash_mean",
        "overdraft_mean",
        "total_cash_end",
        "sweep_count",
        "sweep_value",
        "sweep_blocked_value",
    ]
        .map(name => figureFor(name, "group"))
        .filter(Boolean);
    if (rows.length === 0) return "";
    const compared = report.baseline !== null;
    return el(
        "div",
        { class: "also" },
        el("h3", {}, t(compared ? "also" : "also_single")),
        table(
            [
                { title: t("figure"), cell: row => figure(row, label("kpi", row.name)) },
                ...(compared ? [{ title: t("before"), number: true, cell: row => group(row.before) }] : []),
                { title: t(compared ? "after" : "value"), number: true, cell: row => group(row.after) },
            ],
            rows,
        ),
    );
}
