// Assumptions and proof: how sure, and how it was made.
function isSure(mark) {
    return /^(VERIFIED|DERIVED)/.test(mark);
}
function warningText(text) {
    const unknown = /^(.*): not known, treated as unlimited$/.exec(text);
    return unknown ? t("unlimited", unknown[1].replaceAll("_", " ")) : text;
}
function ruledIn(row) {
    return row.variants.length === report.variants.length
        ? t("all_structures")
        : row.variants.map((index, i) => [i > 0 && t("comma"), el("span", {}, titleOf(index))]);
}
function assumptionsSection() {
    const warnings = report.variants[report.candidate].warnings
        .filter(text => !text.endsWith(": unconfirmed"))
        .map(warningText);
    const rows = [...report.parameters].sort((a, b) => Number(isSure(a.mark)) - Number(isSure(b.mark)));
    return [
        el("p", { class: "lead" }, t("assumptions_lead")),
        warnings.length > 0 &&
            el(
                "div",
                {},
                el("h3", {}, t("warnings")),
                el(
                    "ul",
                    {},
                    warnings.map(text => el("li", {}, text)),
                ),
            ),
        rows.length === 0
            ? el("p", { class: "empty" }, t("no_parameters"))
            : table(
                  [
                      { title: t("parameter"), cell: row => el("code", {}, row.version || row.name) },
                      ...(report.variants.length > 1 ? [{ title: t("ruled"), cell: ruledIn }] : []),
                      {
                          title: t("value"),
                          number: true,
                          cell: row => `${row.value} ${row.unit.replaceAll("_", " ")}`,
                      },
                      {
                          title: t("mark"),
                          cell: row =>
                              el(
                                  "span",
                                  { class: "tag " + (isSure(row.mark) ? "sure" : "unsure") },
                                  row.mark,
                                  " · ",
                                  t(isSure(row.mark) ? "confirmed" : "unconfirmed"),
                              ),
                      },
                      {
                          title: t("instrument"),
                          cell: row => [el("span", { class: "nowrap" }, row.instrument), " ", row.article],
                      },
                      {
                          title: t("note"),
                          long: true,
                          cell: row => [row.note, row.sources && ` [${row.sources}]`],
                      },
                  ],
                  rows,
              ),
    ];
}

// One line when all hold; those that do not stand first and open.
function expectationsList() {
    const rows = [...report.expectations].sort((a, b) => Number(a.held) - Number(b.held));
    const held = rows.filter(row => row.held).length;
    if (rows.length === 0) return null;
    const outcome = row =>
        el(
            "span",
            { class: "tag " + (row.held ? "sure" : "unsure") },
            row.held ? "✓ " : "✗ ",
            t(row.held ? "held" : "not_held"),
        );
    return el(
        "details",
        { class: "list", open: held < rows.length },
        el(
            "summary",
            {},
            el("b", {}, t("expectations")),
            " ",
            outcome({ held: held === rows.length }),
            " ",
            t("held_of", held, rows.length),
        ),
        table(
            [
                { title: t("outcome"), cell: outcome },
                { title: t("expectations"), long: true, cell: row => row.text },
                { title: t("found"), cell: row => row.found },
            ],
            rows,
        ),
    );
}

function proofSection() {
    const candidate = report.variants[report.candidate];
    return [
        glossary(),
        expectationsList(),
        el("h3", {}, t("again")),
        el(
            "dl",
            { class: "pairs small" },
            [
                ["version", report.version],
                ["digest", candidate.digest],
            ].map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, el("code", {}, value))]),
            report.proof.map(([key, value]) => [el("dt", {}, key), el("dd", {}, el("code", {}, value))]),
            el("dt", {}, t("counts")),
            el(
                "dd",
                {},
                Object.entries(candidate.counts)
                    .filter(([, count]) => count > 0)
                    .map(([key, count]) => `${group(String(count))} ${t("c_" + key)}`)
                    .join(" · "),
            ),
        ),
        report.again && el("p", {}, t("run_again"), el("code", { class: "command" }, report.again)),
        el("p", {}, t("run_audit"), el("code", { class: "command" }, `rmbsim audit ${report.folder}`)),
        el(
            "figure",
            { class: "plot" },
            el("figcaption", {}, el("h3", {}, t("books"))),
            table(
                [
                    { title: t("book"), cell: row => `${row.code} · ${both(row.name)}` },
                    { title: t("accounts"), number: true, cell: row => String(row.accounts) },
                    { title: t("chain"), long: true, cell: row => el("code", {}, row.chain) },
                ],
                candidate.books,
            ),
        ),
    ];
}
