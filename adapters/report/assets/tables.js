// Companies, trapped cash, the online store, assumptions and proof.
function entitiesSection() {
    const compared = report.baseline !== null;
    const ids = ["group", ...report.entities.map(row => row.id)].filter(id => report.figures.some(row => row.entity === id));
    const column = (name, key, title, text) => ({
        title, number: true, sort: (a, b) => compare(figureFor(name, a)?.[key], figureFor(name, b)?.[key]),
        cell: id => { const row = figureFor(name, id); return row ? text(row, row[key]) : ""; },
    });
    const quiet = text => el("span", { class: /[1-9]/.test(text) ? null : "zero" }, text);
    const value = (row, text) => quiet(group(text));
    const change = (row, text) => isNegative(text) ? el("span", { class: "loss" }, signed(text)) : quiet(signed(text));
    const strong = (row, text) => figure(row, el("b", { class: isNegative(text) ? "loss" : "gain" }, compared ? signed(text) : group(text)), true);
    const named = name => label("kpi", name);
    const columns = [
        { title: t("company"), sort: (a, b) => nameOf(a).localeCompare(nameOf(b)), cell: id => [el("button", { class: "open", "aria-expanded": "false", "data-entity": id, "aria-label": `${t("all_figures")}: ${nameOf(id)}`, onclick: event => toggleDetail(event.currentTarget) }, nameOf(id)), " ", isWorse(id) && el("span", { class: "tag cut" }, "▼ ", t("worse"))] },
        ...(compared ? [
            column("net_result", "before", t("net_before"), value), column("net_result", "after", t("net_after"), value),
            ...components.map(name => column(name, "difference", named(name), change)),
            column("net_benefit", "difference", named("net_benefit"), strong),
            column("idle_cash_mean", "difference", t("idle_short"), (row, text) => quiet(signed(text))),
        ] : [
            ...components.map(name => column(name, "after", named(name), value)), column("net_result", "after", named("net_result"), strong),
            column("idle_cash_mean", "after", named("idle_cash_mean"), value), column("total_cash_end", "after", named("total_cash_end"), value),
        ]),
    ];
    const search = report.entities.length > 12 && el("input", { type: "search", placeholder: t("find_company"), "aria-label": t("find_company"), oninput: event => {
        const wanted = event.target.value.trim().toLowerCase();
        grid.querySelectorAll("tbody > tr:not(.detail)").forEach(line => { line.hidden = !line.textContent.toLowerCase().includes(wanted); });
    } });
    const grid = table(columns, ids, {
        rowClass: id => [isWorse(id) && "worse", id === "group" && "total"].filter(Boolean).join(" "),
        detail: (id, line) => [el("tr", { class: "detail", hidden: true, "data-of": id }, el("td", { colspan: columns.length }))],
    });
    return [el("p", { class: "lead" }, t("entities_lead"), ` (${report.currency})`), search, grid, variantsTable()];
}
function isWorse(id) { return id !== "group" && isNegative(figureFor("net_benefit", id)?.difference); }
function toggleDetail(button) {
    const detail = button.closest("table").querySelector(`tr.detail[data-of="${CSS.escape(button.dataset.entity)}"]`);
    detail.hidden = !detail.hidden;
    button.setAttribute("aria-expanded", String(!detail.hidden));
    if (detail.hidden || detail.firstChild.childElementCount > 0) return;
    const compared = report.baseline !== null;
    detail.firstChild.append(table([
        { title: t("figure"), cell: row => figure(row, label("kpi", row.name)) }, { title: t("unit"), cell: row => row.unit },
        ...(compared ? [{ title: t("before"), number: true, cell: row => group(row.before) }] : []), { title: t("after"), number: true, cell: row => group(row.after) },
        ...(compared ? [{ title: t("difference"), number: true, cell: row => signed(row.difference) }] : []),
    ], report.figures.filter(row => row.entity === button.dataset.entity)));
}
function variantsTable() {
    if (report.variants.length < 3) return null;
    return el("figure", { class: "plot" }, el("figcaption", {}, el("h3", {}, t("variants"))), table([
        { title: t("figure"), cell: row => label("kpi", row.name) }, { title: t("unit"), cell: row => row.unit },
        ...report.variants.map((variant, i) => ({ title: both(variant.title), number: true, cell: row => group(row.values[i]) })),
    ], report.side_by_side));
}

function trappedTable() {
    const rows = [...report.variants[report.candidate].trapped].sort((a, b) => compare(b.reporting, a.reporting));
    return el("figure", { class: "plot", id: "trapped" }, el("figcaption", {}, el("h3", {}, t("q_trapped"))), rows.length === 0 ? el("p", { class: "empty" }, t("no_trapped")) : table([
        { title: t("account"), cell: row => row.account }, { title: t("company"), cell: row => nameOf(row.entity) }, { title: t("reason"), cell: row => label("trapped", row.reason) },
        { title: t("amount"), number: true, sort: (a, b) => compare(a.amount, b.amount), cell: row => `${group(row.amount)} ${row.currency}` },
        { title: report.currency, number: true, sort: (a, b) => compare(a.reporting, b.reporting), cell: row => group(row.reporting) },
    ], rows));
}

// Shares of 100 by whole cents, so that they add up as the amounts do.
function storeSection() {
    const owner = report.figures.find(row => row.name === "store_sales" && row.entity !== "group") || report.figures.find(row => row.name === "store_sales");
    if (!owner) return null;
    const amount = name => { const row = figureFor(name, owner.entity); return row && row.after ? BigInt(row.after.replace(/[-.]/g, "")) : 0n; };
    const sales = amount("store_sales");
    if (sales === 0n) return null;
    const parts = [["store_fees", 5], ["store_refunds", 1], ["store_payouts", 0]].filter(([name]) => figureFor(name, owner.entity)).map(([name, tone]) => ({ name: label("kpi", name), row: figureFor(name, owner.entity), cents: amount(name), tone }));
    const rest = sales - parts.reduce((sum, part) => sum + part.cents, 0n);
    if (rest > 0n) parts.push({ name: t("not_yet"), cents: rest, tone: 6 });
    const share = cents => { const tenths = (cents * 2000n + sales) / (2n * sales); return fromMinor(Number(tenths), 1); };
    const digits = (owner.after.split(".")[1] || "").length;
    return [el("figure", { class: "plot", id: "store-chart" }, el("figcaption", {}, el("h3", {}, t("q_store"))),
        el("p", { class: "small quiet" }, nameOf(owner.entity), ` · ${label("kpi", "store_sales")} `, figure(owner, `${group(owner.after)} ${owner.unit}`)),
        el("div", { class: "hundred", "aria-hidden": "true" }, parts.map(part => el("span", { style: `flex:${Number(part.cents)} 0 0;background:var(--s${part.tone})` }))),
        table([
            { title: t("figure"), cell: part => [el("i", { class: "swatch", style: `background:var(--s${part.tone})` }), part.row ? figure(part.row, part.name) : part.name] },
            { title: t("per_100"), number: true, cell: part => share(part.cents) },
            { title: `${t("amount")} (${owner.unit})`, number: true, cell: part => group(fromMinor(Number(part.cents), digits)) },
        ], parts))];
}

function isSure(mark) { return /^(VERIFIED|DERIVED)/.test(mark); }
function assumptionsSection() {
    const warnings = report.variants[report.candidate].warnings;
    const rows = [...report.parameters].sort((a, b) => Number(isSure(a.mark)) - Number(isSure(b.mark)));
    return [el("p", { class: "lead" }, t("assumptions_lead")),
        warnings.length > 0 && el("div", {}, el("h3", {}, t("warnings")), el("ul", {}, warnings.map(text => el("li", {}, text)))),
        rows.length === 0 ? el("p", { class: "empty" }, t("no_parameters")) : table([
            { title: t("parameter"), cell: row => el("code", {}, row.version || row.name) }, { title: t("value"), number: true, cell: row => `${row.value} ${row.unit.replaceAll("_", " ")}` },
            { title: t("mark"), cell: row => el("span", { class: "tag " + (isSure(row.mark) ? "sure" : "unsure") }, row.mark, " · ", t(isSure(row.mark) ? "confirmed" : "unconfirmed")) },
            { title: t("instrument"), cell: row => [row.instrument, " ", row.article] }, { title: t("note"), long: true, cell: row => [row.note, row.sources && ` [${row.sources}]`] },
        ], rows)];
}

function proofSection() {
    const candidate = report.variants[report.candidate];
    return [
        report.expectations.length > 0 && el("figure", { class: "plot" }, el("figcaption", {}, el("h3", {}, t("expectations"))), table([
            { title: "", cell: row => el("span", { class: "tag " + (row.held ? "sure" : "unsure") }, row.held ? "✓ " : "✗ ", t(row.held ? "held" : "not_held")) },
            { title: t("expectations"), long: true, cell: row => row.text }, { title: t("found"), cell: row => group(row.found) },
        ], report.expectations)),
        el("h3", {}, t("again")),
        el("dl", { class: "pairs small" }, [["version", report.version], ["digest", candidate.digest]].map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, el("code", {}, value))]),
            report.proof.map(([key, value]) => [el("dt", {}, key), el("dd", {}, el("code", {}, value))]),
            el("dt", {}, t("counts")), el("dd", {}, Object.entries(candidate.counts).filter(([, count]) => count > 0).map(([key, count]) => `${group(String(count))} ${t("c_" + key)}`).join(" · "))),
        el("p", {}), el("code", { class: "command" }, `rmbsim audit ${report.folder}`),
        el("figure", { class: "plot" }, el("figcaption", {}, el("h3", {}, t("books"))), table([
            { title: t("book"), cell: row => `${row.code} · ${both(row.name)}` }, { title: t("accounts"), number: true, cell: row => String(row.accounts) }, { title: t("chain"), long: true, cell: row => el("code", {}, row.chain) },
        ], candidate.books)),
    ];
}
