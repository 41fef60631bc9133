// Exchange rates 汇率: hedges and what they brought, exposure, and where currency was converted.
function hedgesSection() {
    const parts = [hedgesTable(), exposureTable(), conversionsTable()].filter(Boolean);
    return parts.length > 0 ? parts : null;
}

// Companies, the group first, of which one of these figures is known.
function withFigures(names) {
    return ["group", ...report.entities.map(row => row.id)].filter(id =>
        names.some(name => report.figures.some(row => row.name === name && row.entity === id && row.after !== null)),
    );
}
function figureCell(name) {
    return id => {
        const row = figureFor(name, id);
        const unit = row && /^[A-Z]{3}$/.test(row.unit) ? " " + row.unit : "";
        return row && row.after !== null ? figure(row, group(row.after) + unit, true) : "–";
    };
}
function figuresTable(id, title, names, titles) {
    const shown = names.filter(name => report.figures.some(row => row.name === name && row.after !== null));
    const rows = withFigures(shown);
    if (rows.length === 0) return null;
    return el(
        "figure",
        { class: "plot", id },
        el("figcaption", {}, el("h3", {}, title)),
        table(
            [
                { title: t("company"), cell: nameOf },
                ...shown.map(name => ({
                    title: titles[name] || label("kpi", name),
                    number: true,
                    cell: figureCell(name),
                })),
            ],
            rows,
        ),
    );
}
function exposureTable() {
    return figuresTable("exposure", t("q_exposure"), ["fx_exposure_net", "natural_hedge_ratio", "hedge_result", "unrealised_fx"], {
        fx_exposure_net: t("exposure_net"),
        natural_hedge_ratio: t("natural_hedge"),
        hedge_result: t("hedge_result"),
    });
}
function conversionsTable() {
    return figuresTable(
        "conversions",
        t("q_conversions"),
        ["conversion_count", "conversion_offshore_count", "conversion_value", "conversion_place_gain", "conversion_place_forgone"],
        {},
    );
}

function hedgesTable() {
    const rows = treasury().hedges;
    if (rows.length === 0) return null;
    const toned = (text, currency) =>
        el(
            "b",
            { class: "nowrap " + (isNegative(text) ? "loss" : /[1-9]/.test(text) ? "gain" : "zero") },
            `${signed(text)} ${currency}`,
        );
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
    ];
}
