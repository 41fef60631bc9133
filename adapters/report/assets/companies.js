// Who gains and who pays: one row a company, open to all its figures.
function entitiesSection() {
    const compared = report.baseline !== null;
    const ids = ["group", ...report.entities.map(row => row.id)].filter(id =>
        report.figures.some(row => row.entity === id),
    );
    const column = (name, key, title, text) => ({
        title,
        number: true,
        sort: (a, b) => compare(figureFor(name, a)?.[key], figureFor(name, b)?.[key]),
        cell: id => {
            const row = figureFor(name, id);
            return row ? text(row, row[key]) : "";
        },
    });
    const quiet = text => el("span", { class: /[1-9]/.test(text) ? null : "zero" }, text);
    const value = (row, text) => quiet(group(text));
    const change = (row, text) =>
        isNegative(text) ? el("span", { class: "loss" }, signed(text)) : quiet(signed(text));
    const strong = (row, text) =>
        figure(
            row,
            el("b", { class: isNegative(text) ? "loss" : /[1-9]/.test(text) ? "gain" : "zero" }, compared ? signed(text) : group(text)),
            true,
        );
    const named = name => label("kpi", name);
    const columns = [
        {
            title: t("company"),
            sort: (a, b) => nameOf(a).localeCompare(nameOf(b)),
            cell: id => [
                el(
                    "button",
                    {
                        class: "open",
                        "aria-expanded": "false",
                        "data-entity": id,
                        "aria-label": `${t("all_figures")}: ${nameOf(id)}`,
                        onclick: event => toggleDetail(event.currentTarget),
                    },
                    nameOf(id),
                ),
                " ",
                isWorse(id) && el("span", { class: "tag cut" }, "▼ ", t("worse")),
            ],
        },
        ...(compared
            ? [
                  column("net_result", "before", t("net_before"), value),
                  column("net_result", "after", t("net_after"), value),
                  ...components.map(name => column(name, "difference", "Δ " + named(name), change)),
                  column("net_benefit", "difference", named("net_benefit"), strong),
                  column("idle_cash_mean", "difference", "Δ " + t("idle_short"), (row, text) => quiet(signed(text))),
              ]
            : [
                  ...components.map(name => column(name, "after", named(name), value)),
                  column("net_result", "after", named("net_result"), strong),
                  column("idle_cash_mean", "after", named("idle_cash_mean"), value),
                  column("total_cash_end", "after", named("total_cash_end"), value),
              ]),
    ];
    const search =
        report.entities.length > 12 &&
        el("input", {
            type: "search",
            placeholder: t("find_company"),
            "aria-label": t("find_company"),
            oninput: event => {
                const wanted = event.target.value.trim().toLowerCase();
                grid.querySelectorAll("tbody > tr:not(.detail)").forEach(line => {
                    line.hidden = !line.textContent.toLowerCase().includes(wanted);
                });
            },
        });
    const grid = table(columns, ids, {
        rowClass: id => [isWorse(id) && "worse", id === "group" && "total"].filter(Boolean).join(" "),
        detail: (id, line) => [
            el("tr", { class: "detail", hidden: true, "data-of": id }, el("td", { colspan: columns.length })),
        ],
    });
    return [
        el("p", { class: "lead" }, t("entities_lead"), compared ? " " + t("delta") : "", ` (${report.currency})`),
        search,
        grid,
        variantsTable(),
    ];
}
function isWorse(id) {
    return report.baseline !== null && id !== "group" && isNegative(figureFor("net_benefit", id)?.difference);
}
function toggleDetail(button) {
    const detail = button
        .closest("table")
        .querySelector(`tr.detail[data-of="${CSS.escape(button.dataset.entity)}"]`);
    detail.hidden = !detail.hidden;
    button.setAttribute("aria-expanded", String(!detail.hidden));
    if (detail.hidden || detail.firstChild.childElementCount > 0) return;
    const compared = report.baseline !== null;
    detail.firstChild.append(
        table(
            [
                { title: t("figure"), cell: row => figure(row, label("kpi", row.name)) },
                { title: t("unit"), cell: row => row.unit },
                ...(compared ? [{ title: t("before"), number: true, cell: row => group(row.before) }] : []),
                { title: t(compared ? "after" : "value"), number: true, cell: row => group(row.after) },
                ...(compared
                    ? [{ title: t("difference"), number: true, cell: row => signed(row.difference) }]
                    : []),
            ],
            report.figures.filter(row => row.entity === button.dataset.entity),
        ),
    );
    reachByKeyboard();
}
function variantsTable() {
    if (report.variants.length < 3) return null;
    return el(
        "figure",
        { class: "plot" },
        el("figcaption", {}, el("h3", {}, t("variants"))),
        table(
            [
                { title: t("figure"), cell: row => label("kpi", row.name) },
                { title: t("unit"), cell: row => row.unit },
                ...report.variants.map((variant, i) => ({
                    title: both(variant.title),
                    number: true,
                    cell: row => group(row.values[i]),
                })),
            ],
            report.side_by_side,
        ),
    );
}
