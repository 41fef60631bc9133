// Shares of 100 by whole cents, so that they add up as the amounts do.
function storeSection() {
    const owner =
        report.figures.find(row => row.name === "store_sales" && row.entity !== "group") ||
        report.figures.find(row => row.name === "store_sales");
    if (!owner) return null;
    const amount = name => {
        const row = figureFor(name, owner.entity);
        return row && row.after ? BigInt(row.after.replace(/[-.]/g, "")) : 0n;
    };
    const sales = amount("store_sales");
    if (sales === 0n) return null;
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
