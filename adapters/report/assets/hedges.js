// Hedges of exchange rates 汇率套期: what was dealt, what it is worth in the books, what it brought.
function hedgesSection() {
    const rows = treasury().hedges;
    if (rows.length === 0) return null;
    const toned = (text, currency) =>
        el(
            "b",
            { class: "nowrap " + (isNegative(text) ? "loss" : /[1-9]/.test(text) ? "gain" : "zero") },
            `${signed(text)} ${currency}`,
        );
    const exposed = ["group", ...report.entities.map(row => row.id)].filter(id =>
        report.figures.some(row => row.name === "fx_exposure_net" && row.entity === id),
    );
    const of = name => id => {
        const row = figureFor(name, id);
        return row && row.after !== null ? figure(row, `${group(row.after)} ${row.unit === "ratio" ? "" : row.unit}`, true) : "–";
    };
    return [
        el("p", { class: "lead" }, t("hedges_lead")),
        table(
            [
                {
                    title: t("hedge"),
                    cell: row =>
                        el(
                            "span",
                            {},
                            el("span", { class: "nowrap" }, row.hedge),
                            " ",
                            el("span", { class: "tag " + (row.stage === "failed" ? "unsure" : "sure") }, t("g_" + row.stage)),
                            el("br"),
                            el("span", { class: "quiet small" }, t("h_" + row.kind)),
                        ),
                },
                { title: t("company"), cell: row => nameOf(row.entity) },
                {
                    title: t("notional"),
                    number: true,
                    cell: row =>
                        el(
                            "span",
                            {},
                            t(row.sells ? "sells" : "buys"),
                            " ",
                            money(row.notional, row.foreign),
                            el("br"),
                            el("span", { class: "quiet small nowrap" }, `${row.dealt_on} – ${row.value_on}`),
                        ),
                },
                {
                    title: t("hedge_rate"),
                    number: true,
                    cell: row =>
                        row.rate
                            ? el(
                                  "span",
                                  {},
                                  row.rate,
                                  el("br"),
                                  el("span", { class: "quiet small nowrap" }, t("spot_points", row.spot.replace(/0{1,2}$/, ""), signed(row.points))),
                              )
                            : el("span", { class: "zero" }, "–"),
                },
                { title: t("hedge_amount"), number: true, cell: row => money(row.amount, row.home) },
                { title: t("hedged_exposure"), number: true, cell: row => money(row.exposure, row.foreign) },
                { title: t("carrying_value"), number: true, cell: row => money(row.carried, row.home) },
                { title: t("hedge_result"), number: true, cell: row => toned(row.result, row.home) },
            ],
            rows,
        ),
        exposed.length > 0 &&
            el(
                "figure",
                { class: "plot", id: "exposure" },
                el("figcaption", {}, el("h3", {}, t("q_exposure"))),
                table(
                    [
                        { title: t("company"), cell: nameOf },
                        { title: t("exposure_net"), number: true, cell: of("fx_exposure_net") },
                        { title: t("natural_hedge"), number: true, cell: of("natural_hedge_ratio") },
                        { title: t("hedge_result"), number: true, cell: of("hedge_result") },
                    ],
                    exposed,
                ),
            ),
    ];
}
