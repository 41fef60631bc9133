// What was refused or cut, by cause: regime, document, parameter, value and how sure they are.
function refusalsSection() {
    // those that a rule of policy made come first
    const rows = [...treasury().refusals].sort((a, b) => Number(!a.parameter) - Number(!b.parameter));
    if (rows.length === 0) return null;
    const total = rows.reduce((sum, row) => sum + row.count, 0);
    const quiet = text => el("span", { class: "quiet small" }, text);
    const what = row => {
        const decision = /^decision (\d+)$/.exec(row.what);
        const name = decision
            ? el("a", { href: hashFor("decision-" + decision[1]) }, `${t("decision")} ${decision[1]}`)
            : row.what.replace(/^flow /, t("flow") + " ");
        return el(
            "span",
            {},
            el("span", { class: "nowrap" }, name),
            row.count > 1 && [" ", el("span", { class: "quiet small nowrap" }, t("and_more", row.count - 1))],
            el("br"),
            el("span", { class: "nowrap" }, quiet(row.subject)),
        );
    };
    const why = row =>
        el(
            "span",
            {},
            t("r_" + row.reason) || label(report.labels.reason[row.reason] ? "reason" : "outcome", row.reason),
            row.limit && [el("br"), el("code", { class: "quiet", title: limitTitle(row.limit) }, breakable(row.limit))],
        );
    const rule = row =>
        row.document || row.regime
            ? [
                  row.regime && el("b", {}, row.regime),
                  " ",
                  row.document && el("span", { class: "nowrap" }, row.document),
                  " ",
                  row.article,
                  row.parameter && [el("br"), el("code", {}, breakable(row.parameter))],
                  row.value && ` = ${row.value} ${row.unit.replaceAll("_", " ")}`,
              ]
            : el("span", { class: "zero" }, t("no_rule"));
    return [
        el("p", { class: "lead" }, t("refusals_lead", total, rows.length)),
        table(
            [
                { title: t("refused_what"), cell: what },
                {
                    title: t("day"),
                    cell: row =>
                        el(
                            "span",
                            {},
                            el("span", { class: "nowrap" }, row.from),
                            row.to !== row.from && [" – ", el("span", { class: "nowrap" }, row.to)],
                        ),
                },
                { title: t("wish"), number: true, cell: row => money(row.wish, row.currency) },
                { title: t("went"), number: true, cell: row => money(row.amount, row.currency) },
                { title: t("reason"), cell: why },
                { title: t("headroom"), number: true, cell: row => (row.headroom === null ? el("span", { class: "zero" }, "–") : money(row.headroom, row.currency)) },
                { title: t("rule"), long: true, cell: rule },
                {
                    title: t("mark"),
                    cell: row =>
                        row.mark
                            ? el(
                                  "span",
                                  { class: "tag " + (isSure(row.mark) ? "sure" : "unsure"), title: row.note || null },
                                  row.mark,
                                  " · ",
                                  t(isSure(row.mark) ? "confirmed" : "unconfirmed"),
                              )
                            : el("span", { class: "zero" }, "–"),
                },
            ],
            rows,
        ),
    ];
}
// Long names may break after their joints, and nowhere else.
function breakable(text) {
    return text.split(/(?<=[_@.])/).map((part, i) => [i > 0 && el("wbr"), part]);
}
