// Every figure of the page with its unit and how it is computed, once a name.
function glossary() {
    const names = Object.keys(report.formulas);
    if (names.length === 0) return null;
    return el(
        "details",
        { class: "list", id: "glossary" },
        el("summary", {}, el("b", {}, t("glossary")), " ", t("glossary_of", names.length)),
        table(
            [
                { title: t("figure"), cell: name => [label("kpi", name), " ", el("code", {}, name)] },
                { title: t("unit"), cell: name => report.formulas[name].unit },
                { title: t("formula"), long: true, cell: name => both(report.formulas[name].formula) },
                { title: t("source"), long: true, cell: name => report.formulas[name].source },
            ],
            names,
        ),
    );
}
