// Six companies and the rest: the same six, in the same colours, in every variant.
function stacksOf(variant, order) {
    const length = variant.days.length;
    const empty = () => new Array(length).fill(0);
    const stacks = order.map(
        entity =>
            variant.cash.find(row => row.entity === entity) || { entity, above: empty(), below: empty() },
    );
    const rest = variant.cash.filter(row => !order.includes(row.entity));
    if (rest.length === 0) return stacks;
    const sum = key => empty().map((_, day) => rest.reduce((total, row) => total + (row[key][day] || 0), 0));
    return [...stacks, { entity: "other", above: sum("above"), below: sum("below") }];
}

function niceStep(range) {
    // 1, 2 or 5 times a power of ten, some five to a chart
    const rough = Math.max(range, 1e-9) / 5,
        power = 10 ** Math.floor(Math.log10(rough));
    return [1, 2, 5, 10].find(factor => factor * power >= rough) * power;
}

function cashPlot() {
    let shown = report.candidate;
    const power = 10 ** report.decimals;
    const weight = new Map();
    for (const index of [report.candidate, report.baseline]) {
        if (index === null) continue;
        for (const row of report.variants[index].cash)
            weight.set(
                row.entity,
                (weight.get(row.entity) || 0) +
                    row.above.reduce((a, b) => a + b, 0) -
                    row.below.reduce((a, b) => a + b, 0),
            );
    }
    const order = [...weight.keys()]
        .filter(entity => entity !== "other")
        .sort((a, b) => weight.get(b) - weight.get(a))
        .slice(0, 6);
    const all = report.variants.map(variant => stacksOf(variant, order));
    const totals = (index, key) =>
        report.variants[index].days.map((_, day) => all[index].reduce((sum, row) => sum + row[key][day], 0));
    const compared = report.baseline === null ? [report.candidate] : [report.candidate, report.baseline];
    const top = Math.max(0, ...compared.flatMap(i => totals(i, "above"))),
        bottom = Math.min(0, ...compared.flatMap(i => totals(i, "below")));
    let entry;
    const option = width => {
        const { days } = report.variants[shown],
            base = common(days);
        const scale = axisScale(Math.max(top, -bottom) / power, report.currency);
        const step = niceStep((top - bottom) / power / scale.by);
        const line = (row, key, i) => ({
            type: "line",
            name: nameOf(row.entity),
            stack: key,
            data: row[key].map(value => value / power / scale.by),
            symbol: "none",
            lineStyle: { width: 0 },
            areaStyle: { color: colour("s" + i), opacity: 0.9 },
            itemStyle: { color: colour("s" + i) },
            emphasis: { disabled: true },
        });
        const above = totals(shown, "above"),
            below = totals(shown, "below");
        return {
            animation: false,
            textStyle: base.textStyle,
            tooltip: base.tooltip(rows => {
                const day = rows[0].dataIndex,
                    money = minor => group(fromMinor(minor, report.decimals));
                return tip(days[day], [
                    ...all[shown].map(row => [
                        nameOf(row.entity),
                        money(row.above[day]) + (row.below[day] ? " / " + money(row.below[day]) : ""),
                    ]),
                    [t("total"), money(above[day] + below[day])],
                ]);
            }),
            grid: { left: 56, right: 12, top: 34, bottom: 28 },
            xAxis: base.axisX({
                boundaryGap: false,
                axisLine: { onZero: true, lineStyle: { color: base.quiet } },
                axisLabel: {
                    ...base.text,
                    interval: Math.max(0, Math.ceil((days.length * 58) / (width - 68)) - 1),
                    formatter: day => day.slice(5),
                },
            }),
            yAxis: base.axisY({
                name: scale.unit,
                interval: step,
                max: Math.max(1, Math.ceil(top / power / scale.by / step)) * step,
                min: Math.floor(bottom / power / scale.by / step) * step,
            }),
            series: [
                ...all[shown].map((row, i) => line(row, "above", i)),
                ...all[shown].map((row, i) => line(row, "below", i)),
                {
                    type: "line",
                    name: t("total"),
                    data: above.map((value, day) => (value + below[day]) / power / scale.by),
                    symbol: "none",
                    lineStyle: { width: 1.5, color: base.ink },
                    itemStyle: { color: base.ink },
                    z: 5,
                },
            ],
        };
    };
    const choice =
        compared.length < 2
            ? null
            : el(
                  "span",
                  { class: "choice", role: "group" },
                  [...compared]
                      .sort((a, b) => a - b)
                      .map(index => {
                          const button = el(
                              "button",
                              {
                                  "aria-pressed": String(index === shown),
                                  onclick: () => {
                                      shown = index;
                                      button.parentNode
                                          .querySelectorAll("button")
                                          .forEach(other =>
                                              other.setAttribute("aria-pressed", String(other === button)),
                                          );
                                      entry.draw();
                                  },
                              },
                              both(report.variants[index].title),
                          );
                          return button;
                      }),
              );
    const legend = el(
        "div",
        { class: "legend" },
        all[shown].map((row, i) =>
            el("span", {}, el("i", { style: `background:var(--s${i})` }), nameOf(row.entity)),
        ),
        el(
            "span",
            {},
            el("i", { style: "background:var(--ink);height:2px;vertical-align:middle;width:1.2em" }),
            t("total"),
        ),
    );
    return plot(t("q_cash"), {
        id: "cash-chart",
        controls: choice,
        draw: canvas => {
            entry = chart(canvas, 340, option);
        },
        after: legend,
        table: () =>
            table(
                [
                    {
                        title: `${t("day")} (${report.currency})`,
                        cell: day => report.variants[shown].days[day],
                    },
                    ...all[shown].map(row => ({
                        title: nameOf(row.entity),
                        number: true,
                        cell: day => group(fromMinor(row.above[day] + row.below[day], report.decimals)),
                    })),
                    {
                        title: t("total"),
                        number: true,
                        cell: day =>
                            group(
                                fromMinor(
                                    totals(shown, "above")[day] + totals(shown, "below")[day],
                                    report.decimals,
                                ),
                            ),
                    },
                ],
                report.variants[shown].days.map((_, day) => day),
                { cards: false },
            ),
    });
}

function trappedTable() {
    const rows = [...report.variants[report.candidate].trapped].sort((a, b) =>
        compare(b.reporting, a.reporting),
    );
    return el(
        "figure",
        { class: "plot", id: "trapped" },
        el("figcaption", {}, el("h3", {}, t("q_trapped"))),
        rows.length === 0
            ? el("p", { class: "empty" }, t("no_trapped"))
            : table(
                  [
                      { title: t("account"), cell: row => row.account },
                      { title: t("company"), cell: row => nameOf(row.entity) },
                      { title: t("reason"), cell: row => label("trapped", row.reason) },
                      {
                          title: t("amount"),
                          number: true,
                          sort: (a, b) => compare(a.amount, b.amount),
                          cell: row => `${group(row.amount)} ${row.currency}`,
                      },
                      {
                          title: report.currency,
                          number: true,
                          sort: (a, b) => compare(a.reporting, b.reporting),
                          cell: row => group(row.reporting),
                      },
                  ],
                  rows,
              ),
    );
}
