// What was decided about each link, and why not more: a list to search, each row open to its trace.
function decisionsSection() {
    if (report.candidate !== winner)
        return el(
            "p",
            { class: "empty" },
            t("decisions_of_winner", titleOf(winner)),
            " ",
            el("code", {}, `rmbsim explain ${folderShown()} decision N`),
        );
    const { rows, total, left_out, moved_left_out } = report.decisions;
    const kinds = ["cut", "refused", "skipped", "moved"];
    const wanted = new Set(["cut", "refused"]);
    for (const kind of ["skipped", "moved"]) if (!rows.some(row => wanted.has(row.kind))) wanted.add(kind);
    const page = 50;
    let shown = page,
        text = "";
    const list = el("div", {});
    const searchable = new Map(
        rows.map(row => [
            row,
            JSON.stringify(row).toLowerCase() + " " + label("outcome", row.outcome || "").toLowerCase(),
        ]),
    );
    const fill = () => {
        const fitting = rows.filter(row => wanted.has(row.kind) && searchable.get(row).includes(text));
        list.replaceChildren(...fitting.slice(0, shown).map(decisionRow));
        if (fitting.length > shown)
            list.append(
                el(
                    "p",
                    {},
                    el(
                        "button",
                        {
                            onclick: () => {
                                shown += 200;
                                fill();
                            },
                        },
                        t("more", fitting.length - shown),
                    ),
                ),
            );
        if (fitting.length === 0)
            list.append(el("p", { class: "empty" }, t(rows.length === 0 ? "no_decisions" : "none_here")));
        const missing = (wanted.has("moved") ? moved_left_out : 0) + left_out;
        if (missing > 0)
            list.append(
                el(
                    "p",
                    { class: "small quiet" },
                    t("left_out", group(String(missing)), `rmbsim explain ${report.folder} decision N`),
                ),
            );
    };
    const filters = el(
        "span",
        { class: "choice", role: "group" },
        kinds.map(kind => {
            const count = rows.filter(row => row.kind === kind).length;
            const button = el(
                "button",
                {
                    "aria-pressed": String(wanted.has(kind)),
                    onclick: () => {
                        wanted.has(kind) ? wanted.delete(kind) : wanted.add(kind);
                        button.setAttribute("aria-pressed", String(wanted.has(kind)));
                        shown = page;
                        fill();
                    },
                },
                `${t(kind)} ${group(String(count))}`,
            );
            return button;
        }),
    );
    const search = el("input", {
        type: "search",
        placeholder: t("find"),
        "aria-label": t("find"),
        oninput: event => {
            text = event.target.value.trim().toLowerCase();
            shown = page;
            fill();
        },
    });
    fill();
    return [
        el("p", { class: "lead" }, t("decisions_lead", group(String(total)), 500), " ", t("time_note")),
        el("div", { class: "tools" }, search, filters),
        list,
    ];
}

function decisionRow(row) {
    const why = whyText(row);
    const summary = el(
        "summary",
        {},
        el("span", { class: "quiet" }, row.id ? "№ " + row.id : row.what),
        el("span", { class: "nowrap" }, row.time),
        el("span", {}, row.from ? `${row.from} → ${row.to}` : row.link),
        el("span", {}, el("span", { class: "tag " + row.kind }, why)),
        el("span", {}, `${group(row.wish)} → `, el("b", {}, group(row.amount)), " ", row.currency),
    );
    const node = el(
        "details",
        {
            class: "decision",
            id: row.id ? "decision-" + row.id : null,
            ontoggle: () => {
                if (node.open && node.childElementCount === 1) node.append(traceOf(row, why));
            },
        },
        summary,
    );
    return node;
}
function whyText(row) {
    const bound = row.binding === undefined ? null : row.bounds[row.binding];
    if (bound?.limit) return limitTitle(bound.limit);
    if (bound && row.kind === "cut") return label("bound", bound.kind);
    if (row.outcome) return label("outcome", row.outcome);
    return label("reason", row.refusal?.reason || "");
}
function limitTitle(id) {
    const limit = report.limits.find(other => other.id === id);
    return limit ? both(limit.title) : id;
}
function traceOf(row, why) {
    const money = text => `${group(text)} ${row.currency}`;
    const parameter = row.parameter === undefined ? null : report.decisions.parameters[row.parameter];
    const pair = (name, value) => (value ? [el("dt", {}, t(name)), el("dd", {}, value)] : []);
    const bounds = row.bounds.map((bound, i) => ({ ...bound, binding: i === row.binding }));
    return el(
        "div",
        { class: "trace" },
        el(
            "table",
            {},
            el(
                "tbody",
                {},
                el(
                    "tr",
                    {},
                    el("th", { scope: "row" }, t("wish")),
                    el("td", { class: "number" }, money(row.wish)),
                    el("td", {}),
                ),
                bounds.map(bound =>
                    el(
                        "tr",
                        { class: bound.binding ? "binding" : null },
                        el(
                            "th",
                            { scope: "row" },
                            label("bound", bound.kind) + (bound.limit ? " · " + limitTitle(bound.limit) : ""),
                        ),
                        el(
                            "td",
                            { class: "number" },
                            bound.currency ? `${group(bound.amount)} ${bound.currency}` : `${t("at_most")} ${money(bound.amount)}`,
                        ),
                        el("td", {}, bound.binding ? "◀ " + t("binding") : ""),
                    ),
                ),
                el(
                    "tr",
                    { class: "total" },
                    el("th", { scope: "row" }, t("moved_amount")),
                    el("td", { class: "number" }, money(row.amount)),
                    el("td", {}),
                ),
            ),
        ),
        el(
            "dl",
            { class: "pairs small" },
            pair("outcome", row.outcome ? label("outcome", row.outcome) : why),
            pair("regime", parameter?.regime || row.refusal?.regime),
            pair(
                "parameter",
                parameter
                    ? `${parameter.version} = ${parameter.value} ${parameter.unit.replaceAll("_", " ")}`
                    : row.refusal?.parameter,
            ),
            pair(
                "document",
                parameter
                    ? [parameter.instrument, parameter.article].filter(Boolean).join(" ")
                    : row.refusal?.document,
            ),
            pair("mark", parameter?.mark),
        ),
        row.id && el("code", { class: "command" }, `rmbsim explain ${report.folder} decision ${row.id}`),
    );
}
