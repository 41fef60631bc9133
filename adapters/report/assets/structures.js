// Structures side by side: which earns most, who loses under each, what binds and what lies trapped.
const winner = report.candidate;
const winnersView = { figures: report.figures, limits: report.limits, structure: report.structure };

const titleOf = index => both(report.variants[index].title);
const othersOf = () => report.variants.map((_, index) => index).filter(index => index !== report.baseline);
// Where the command line finds the journal of the structure whose details are shown.
const folderShown = () =>
    report.folder + (report.candidate === winner ? "" : "/" + report.variants[report.candidate].name);

// The details below the ranking follow the structure that the reader chooses.
function choose(index) {
    report.candidate = index;
    Object.assign(report, report.views[index] || winnersView);
    render();
    document.querySelector(`#structures button[data-variant="${index}"]`)?.focus();
}

function structuresSection() {
    if (!report.structures) return null;
    return [rankingPlot(), effectsPlot(), limitsPlot(), trappedByReasonPlot()];
}

function chosenNote() {
    return (
        report.structures &&
        el(
            "p",
            { class: "lead", id: "chosen" },
            t(report.candidate === winner ? "chosen_winner" : "chosen", titleOf(report.candidate)),
            " ",
            el("a", { href: hashFor("structures") }, t("choose_other")),
        )
    );
}

// A bar from zero, with the interval as a line across its end; the number beside it says the same.
function bar(value, interval, low, high) {
    const percent = number => (100 * (number - low)) / (high - low || 1);
    const span = (from, to) => `left:${percent(Math.min(from, to))}%;width:${Math.abs(percent(to) - percent(from))}%`;
    return el(
        "span",
        { class: "track", "aria-hidden": "true", style: `--zero:${percent(0)}%` },
        value !== 0 && el("span", { class: "bar" + (value < 0 ? " minus" : ""), style: span(0, value) }),
        interval &&
            Number(interval.low) !== Number(interval.high) &&
            el("span", { class: "range", style: span(Number(interval.low), Number(interval.high)) }),
    );
}

function rankingPlot() {
    const rows = report.structures.ranking;
    const compared = report.baseline !== null;
    const numbers = rows.flatMap(row =>
        row.net === null ? [] : [Number(row.net), ...(row.interval ? [Number(row.interval.low), Number(row.interval.high)] : [])],
    );
    const low = Math.min(0, ...numbers),
        high = Math.max(0, ...numbers);
    const amount = text => (text === null ? "" : compared ? signed(text) : group(text));
    const toned = text =>
        el("span", { class: isNegative(text) ? "loss" : /[1-9]/.test(text || "") ? null : "zero" }, amount(text));
    const choice = row => {
        if (row.variant === report.baseline)
            return el("span", {}, titleOf(row.variant), " ", el("span", { class: "tag" }, t("baseline")));
        return el(
            "span",
            {},
            el(
                "button",
                {
                    "data-variant": row.variant,
                    "aria-pressed": String(row.variant === report.candidate),
                    title: t("show_details"),
                    onclick: () => choose(row.variant),
                },
                titleOf(row.variant),
            ),
            row.variant === winner && [" ", el("span", { class: "tag moved" }, "▲ ", t("wins"))],
        );
    };
    const interval = row =>
        t("interval_short", `${signed(row.interval.low)} … ${signed(row.interval.high)}`);
    return el(
        "figure",
        { class: "plot", id: "ranking" },
        el("figcaption", {}, el("h3", {}, t("q_ranking"))),
        el(
            "p",
            { class: "small quiet" },
            compared ? t("ranking_note", titleOf(report.baseline), report.currency) : report.currency,
            " ",
            t("ranking_choose"),
        ),
        table(
            [
                { title: "#", cell: row => String(row.rank) },
                { title: t("structure"), cell: choice },
                {
                    title: label("kpi", compared ? "net_benefit" : "net_result"),
                    number: true,
                    sort: (a, b) => compare(a.net, b.net),
                    cell: row =>
                        row.net === null
                            ? "–"
                            : el(
                                  "span",
                                  {},
                                  el("b", {}, toned(row.net)),
                                  row.interval && el("span", { class: "quiet interval" }, interval(row)),
                              ),
                },
                {
                    title: t("difference_bar"),
                    cell: row => (row.net === null ? "" : bar(Number(row.net), row.interval, low, high)),
                },
                ...components.map((name, i) => ({
                    title: label("kpi", name),
                    number: true,
                    sort: (a, b) => compare(a.components[i], b.components[i]),
                    cell: row => toned(row.components[i]),
                })),
                {
                    title: label("kpi", "idle_cash_mean"),
                    number: true,
                    sort: (a, b) => compare(a.idle, b.idle),
                    cell: row => (row.idle === null ? "" : inProse(Number(row.idle), report.currency)),
                },
                { title: t("bound_by"), cell: row => (row.limit ? t("bound_days_of", row.limit.id, row.limit.days) : "–") },
                {
                    title: t("losers"),
                    number: true,
                    cell: row => (row.variant === report.baseline || !compared ? "–" : String(row.losers)),
                },
            ],
            rows,
            { rowClass: row => (row.variant === report.candidate ? "chosen" : null) },
        ),
    );
}

// Only companies that lose somewhere, unless there is room for all.
function effectsPlot() {
    if (report.baseline === null) return null;
    const all = report.structures.effects,
        losing = all.filter(row => row.values.some(isNegative));
    const rows = all.length <= 12 ? all : losing;
    const cell = index => row => {
        const text = row.values[index];
        if (text === null) return "";
        if (!isNegative(text)) return el("span", { class: /[1-9]/.test(text) ? null : "zero" }, signed(text));
        return el("span", { class: "loss worse-cell" }, "▼ ", signed(text));
    };
    return el(
        "figure",
        { class: "plot", id: "losers" },
        el("figcaption", {}, el("h3", {}, t("q_losers"))),
        el(
            "p",
            { class: "small quiet" },
            t("losers_note", report.currency),
            " ",
            losing.length === 0 ? t("losers_none") : rows.length < all.length ? t("losers_only", losing.length, all.length) : "",
        ),
        rows.length > 0 &&
            table(
                [
                    { title: t("company"), cell: row => nameOf(row.entity) },
                    ...othersOf().map(index => ({
                        title: titleOf(index),
                        number: true,
                        sort: (a, b) => compare(a.values[index], b.values[index]),
                        cell: cell(index),
                    })),
                ],
                rows,
            ),
    );
}

function limitsPlot() {
    const rows = report.structures.limits;
    if (rows.length === 0) return null;
    const cell = index => row => {
        const limit = row.values[index];
        if (limit === null) return el("span", { class: "zero" }, "–");
        const share = t("of_cap", limit.percent, inProse(Number(limit.cap), row.currency));
        if (limit.cuts === 0)
            return el("span", { class: "quiet" }, Number(limit.percent) === 0 ? t("limit_unused") : share);
        return el(
            "span",
            {},
            el("b", { class: "loss" }, t("bound_on_days", limit.days, limit.first)),
            el("br"),
            t("cut_short", limit.cuts, inProse(Number(limit.blocked), row.currency)),
        );
    };
    return el(
        "figure",
        { class: "plot", id: "limits-each" },
        el("figcaption", {}, el("h3", {}, t("q_limits_each"))),
        table(
            [
                { title: t("s_limits"), cell: row => both(row.title) },
                ...othersOf().map(index => ({ title: titleOf(index), cell: cell(index) })),
            ],
            rows,
        ),
    );
}

function trappedByReasonPlot() {
    const rows = report.structures.trapped;
    if (rows.length === 0) return null;
    return el(
        "figure",
        { class: "plot", id: "trapped-each" },
        el("figcaption", {}, el("h3", {}, t("q_trapped_each"))),
        el("p", { class: "small quiet" }, t("trapped_note", report.currency)),
        table(
            [
                { title: t("reason"), cell: row => label("trapped", row.reason) },
                ...othersOf().map(index => ({
                    title: titleOf(index),
                    number: true,
                    sort: (a, b) => compare(a.values[index], b.values[index]),
                    cell: row =>
                        el("span", { class: /[1-9]/.test(row.values[index]) ? null : "zero" }, group(row.values[index])),
                })),
            ],
            rows,
        ),
    );
}
