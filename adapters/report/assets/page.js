// The page, top to bottom: verdict, why, what limits it, who pays, how sure, how it was made.
function section(id, title, content, extra) {
    if (!content) return null;
    return el(
        "section",
        { id, class: extra || null, "aria-labelledby": id + "-title" },
        el("h2", { id: id + "-title" }, title),
        content,
    );
}

function header() {
    const chip = (name, value, title) =>
        value && el("span", { class: "chip", title: title || null }, name, " ", el("b", {}, value));
    const languages = el(
        "span",
        { class: "choice", role: "group", "aria-label": t("language") },
        [
            ["zh", "中文"],
            ["en", "English"],
        ].map(([code, name]) =>
            el(
                "button",
                {
                    lang: code === "zh" ? "zh-CN" : "en",
                    "aria-pressed": String(state.language === code),
                    onclick: () => {
                        state.language = code;
                        render();
                        history.replaceState(null, "", hashFor(state.anchor));
                        document.querySelector(`header [lang|="${code}"]`)?.focus();
                    },
                },
                name,
            ),
        ),
    );
    return el(
        "header",
        { class: "top" },
        el(
            "div",
            {},
            el("h1", {}, both(report.title)),
            el(
                "div",
                { class: "chips" },
                chip(t("period"), report.period),
                chip(t("regime"), report.regime && `${report.regime} ${report.instrument}`),
                chip(t("seed"), report.seed),
                chip(t("digest"), report.digest.slice(0, 19) + "…", report.digest),
            ),
        ),
        languages,
    );
}

function verdictFigures() {
    const compared = report.baseline !== null;
    const block = (row, value, note) =>
        row &&
        el(
            "div",
            {},
            figure(row, el("span", { class: "value" }, value)),
            el("div", { class: "small quiet" }, note),
        );
    const money = (text, unit) => [text, el("small", {}, unit)];
    const winners = name => winnersView.figures.find(row => row.name === name && row.entity === "group");
    const net = winners(compared ? "net_benefit" : "net_result");
    const idle = winners("idle_cash_mean");
    const days = Math.max(0, ...winnersView.limits.map(limit => limit.days_bound)),
        cuts = winnersView.limits.reduce((sum, limit) => sum + limit.cuts, 0);
    const range = report.interval && `${signed(report.interval.low)} … ${signed(report.interval.high)}`;
    return el(
        "div",
        { class: "figures" },
        block(
            net,
            money(compared ? signed(net?.difference) : group(net?.after), net?.unit),
            [label("kpi", net?.name || ""), range && [" · ", el("span", { class: "nowrap" }, t("interval_short", range))]],
        ),
        idle &&
            (compared && idle.percent
                ? block(idle, money(signed(idle.percent), "%"), [
                      t("idle_change"),
                      " · ",
                      t(
                          "from_to",
                          inProse(Number(idle.before), idle.unit),
                          inProse(Number(idle.after), idle.unit),
                      ),
                  ])
                : block(idle, money(group(idle.after), idle.unit), t("idle_change"))),
        el(
            "div",
            {},
            el("span", { class: "value" }, String(days)),
            el(
                "div",
                { class: "small quiet" },
                t("bound_days"),
                " · ",
                cuts > 0 ? t("sweeps_cut", cuts) : t("bound_none"),
            ),
        ),
    );
}

function render() {
    forgetCharts();
    anchorsUsed.clear();
    document.getElementById("explain")?.remove();
    document.documentElement.lang = words[state.language].lang;
    document.title = both(report.title);
    const sections = [
        [
            "verdict",
            el(
                "section",
                { id: "verdict", "aria-labelledby": "verdict-title" },
                el("h2", { id: "verdict-title", class: "small quiet" }, t("s_verdict")),
                el("p", {}, prose(both(report.verdict))),
                isBank ? bankFigures() : verdictFigures(),
                report.break_even && el("p", { class: "break-even" }, el("b", {}, t("break_even"), " "), both(report.break_even.told)),
                el(
                    "p",
                    { class: "small quiet" },
                    report.replications > 1 ? t("chance", report.replications) : t("no_chance"),
                ),
            ),
        ],
        ["variants", section("variants", t("s_variants"), variantsSection(), "follows")],
        ["structures", !isBank && section("structures", t("s_structures"), structuresSection(), "follows")],
        [
            "why",
            !isBank && section(
                "why",
                t("s_why"),
                [chosenNote(), el("div", { class: "two" }, structurePlot(), benefitPlot())],
                "follows",
            ),
        ],
        [
            "limits",
            (!isBank || report.limits.length > 0) && section(
                "limits",
                t("s_limits"),
                report.limits.length > 0
                    ? report.limits.map(limitPlot)
                    : el("p", { class: "empty" }, t("no_limits")),
            ),
        ],
        ["systems", section("systems", t("s_systems"), systemsSection())],
        ["cash", !isBank && section("cash", t("s_cash"), [report.variants[report.candidate].cash.length > 0 && [cashPlot(), calendarPlot()], trappedTable()])],
        ["entities", !isBank && section("entities", t("s_entities"), entitiesSection())],
        ["store", section("store", t("s_store"), storeSection(), "follows")],
        ["netting", section("netting", t("s_netting"), nettingSection())],
        ["in_house", section("in_house", t("s_in_house"), inHouseSection())],
        ["hedges", section("hedges", t("s_hedges"), hedgesSection())],
        ["refusals", section("refusals", t("s_refusals"), refusalsSection())],
        ["decisions", !isBank && section("decisions", t("s_decisions"), decisionsSection())],
        ["assumptions", section("assumptions", t("s_assumptions"), assumptionsSection())],
        ["proof", section("proof", t("s_proof"), proofSection())],
    ].filter(([, node]) => node);
    const nav = el(
        "nav",
        { "aria-label": t("s_verdict") },
        sections.map(([id]) => el("a", { href: hashFor(id) }, t("s_" + id))),
    );
    document.getElementById("page").replaceChildren(
        header(),
        nav,
        el(
            "main",
            {},
            sections.map(([, node]) => node),
        ),
    );
    drawAll();
}

function goToAnchor() {
    // a company's figure may lie in a row that is still closed
    if (!state.anchor) return;
    const match = /^kpi-(.+)-([^-]+)$/.exec(state.anchor);
    if (match && !document.getElementById(state.anchor))
        document.querySelector(`button.open[data-entity="${CSS.escape(match[2])}"]`)?.click();
    const target = document.getElementById(state.anchor);
    if (target?.tagName === "DETAILS") target.open = true;
    target?.scrollIntoView();
}

readHash();
render();
goToAnchor();
addEventListener("hashchange", () => {
    const before = state.language;
    readHash();
    if (state.language !== before) render();
    goToAnchor();
});
let width = innerWidth;
addEventListener("resize", () => {
    if (innerWidth !== width) {
        width = innerWidth;
        drawAll();
    }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
addEventListener("beforeprint", drawAll);
addEventListener("afterprint", drawAll);
