// Shares of 100 by whole cents, so that they add up as the amounts do.
const sellerFigures = [
    "days_to_yuan_mean",
    "days_to_yuan_p95",
    "collected_value",
    "collection_cost",
    "collection_cost_bp",
    "conversion_gain",
    "reserve_locked_mean",
    "store_chargebacks",
    "chargeback_rate",
    "cash_gap_worst",
    "refund_days_outstanding",
    "finance_cost",
    "sellers_count",
    "sellers_short_ratio",
];

// How long money takes and what it costs, of all sellers and of each; before and after where two are compared.
function sellerTable() {
    const all = report.figures.filter(row => sellerFigures.includes(row.name));
    if (!all.length) return null;
    // One seller is the group: each figure once.
    const sellers = new Set(all.filter(row => row.name === "days_to_yuan_mean").map(row => row.entity));
    const rows = sellers.size > 2 ? all : all.filter(row => row.entity === "group");
    rows.sort(
        (a, b) =>
            (a.entity === "group" ? 0 : 1) - (b.entity === "group" ? 0 : 1) ||
            a.entity.localeCompare(b.entity) ||
            sellerFigures.indexOf(a.name) - sellerFigures.indexOf(b.name),
    );
    const columns = [
        { title: t("figure"), cell: row => figure(row, label("kpi", row.name)) },
        { title: t("company"), cell: row => nameOf(row.entity) },
    ];
    if (rows.some(row => row.before))
        columns.push({ title: t("before"), number: true, cell: row => (row.before ? group(row.before) : "–") });
    columns.push(
        { title: t("after"), number: true, cell: row => (row.after ? group(row.after) : "–") },
        { title: t("unit"), cell: row => row.unit },
    );
    return el(
        "figure",
        { class: "plot", id: "seller-figures" },
        el("figcaption", {}, el("h3", {}, t("q_seller"))),
        table(columns, rows),
    );
}

function storeSection() {
    const sold = row => row.name === "store_sales" && row.after && /[1-9]/.test(row.after);
    const owner =
        report.figures.find(row => sold(row) && row.entity !== "group") ||
        report.figures.find(row => row.name === "store_sales");
    if (!owner) return null;
    const amount = name => {
        const row = figureFor(name, owner.entity);
        return row && row.after ? BigInt(row.after.replace(/[-.]/g, "")) : 0n;
    };
    const sales = amount("store_sales");
    if (sales === 0n) return [sellerTable()];
    const parts = [
        ["store_fees", 5],
        ["store_refunds", 1],
        ["store_payouts", 0],
    ]
        .filter(([name]) => figureFor(name, owner.entity))
        .map(([name, tone]) => ({
            name: label("kpi", name),
            row: figureFor(name, owner.entity),
            cents: amount(name),
            tone,
        }));
    const rest = sales - parts.reduce((sum, part) => sum + part.cents, 0n);
    if (rest > 0n) parts.push({ name: t("not_yet"), cents: rest, tone: 6 });
    const share = cents => {
        const tenths = (cents * 2000n + sales) / (2n * sales);
        return fromMinor(Number(tenths), 1);
    };
    const digits = (owner.after.split(".")[1] || "").length;
    return [
        sellerTable(),
        el(
            "figure",
            { class: "plot", id: "store-chart" },
            el("figcaption", {}, el("h3", {}, t("q_store"))),
            el(
                "p",
                { class: "small quiet" },
                nameOf(owner.entity),
                ` · ${label("kpi", "store_sales")} `,
                figure(owner, `${group(owner.after)} ${owner.unit}`),
            ),
            el(
                "div",
                { class: "hundred", "aria-hidden": "true" },
                parts.map(part =>
                    el("span", { style: `flex:${Number(part.cents)} 0 0;background:var(--s${part.tone})` }),
                ),
            ),
            table(
                [
                    {
                        title: t("figure"),
                        cell: part => [
                            el("i", { class: "swatch", style: `background:var(--s${part.tone})` }),
                            part.row ? figure(part.row, part.name) : part.name,
                        ],
                    },
                    { title: t("per_100"), number: true, cell: part => share(part.cents) },
                    {
                        title: `${t("amount")} (${owner.unit})`,
                        number: true,
                        cell: part => group(fromMinor(Number(part.cents), digits)),
                    },
                ],
                parts,
            ),
        ),
    ];
}
