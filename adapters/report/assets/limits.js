// Use against cap over time; days on which it cut are shaded, cuts counted in a strip below.
function limitPlot(limit) {
    const days = report.variants[report.candidate].days,
        series = limit.series;
    const exact = minor => group(fromMinor(minor, limit.decimals)) + " " + limit.currency;
    const power = 10 ** limit.decimals;
    const title = limit.quota.startsWith("overseas_lending")
        ? t("q_limit_od")
        : limit.quota.startsWith("foreign_debt")
          ? t("q_limit_fd")
          : t("q_limit", both(limit.title));
    const unused = !series.peak.some(value => value > 0) && limit.cuts === 0;
    const cap = `${both(limit.title)} ${group(limit.cap)} ${limit.currency}. `;
    if (unused)
        return el(
            "div",
            { class: "plot", id: "limit-" + limit.id },
            el("h3", {}, title),
            el("p", { class: "small quiet" }, cap, t("limit_unused")),
        );
    const told =
        limit.cuts > 0
            ? t("limit_bound", limit.days_bound, limit.cuts, group(limit.blocked) + " " + limit.currency)
            : t("limit_never", limit.peak_percent, limit.peak_on) +
              (limit.projected ? t("limit_pace", limit.projected) : "");
    const option = width => {
        const base = common(days);
        const scale = axisScale(Math.max(...series.cap, ...series.peak) / power, limit.currency);
        const at = list => list.map(value => value / power / scale.by);
        const narrow = width < 560,
            left = 52,
            right = narrow ? 12 : 90;
        const labels = {
            ...base.text,
            interval: Math.max(0, Math.ceil((days.length * (narrow ? 58 : 52)) / (width - left - right)) - 1),
            formatter: day => day.slice(5),
        };
        const last = days.length - 1;
        // Where use ends at the cap, its name goes below the cap's.
        const nearCap = Math.abs(series.cap[last] - series.peak[last]) < 0.08 * Math.max(...series.cap);
        const cuts = limit.cuts > 0;
        return {
            animation: false,
            textStyle: base.textStyle,
            tooltip: base.tooltip(rows => {
                const i = rows[0].dataIndex;
                return tip(days[i], [
                    [t("cap"), exact(series.cap[i])],
                    [t("use"), exact(series.peak[i])],
                    [t("cuts"), String(series.cuts[i])],
                    [t("held_back"), exact(series.blocked[i])],
                ]);
            }),
            axisPointer: { link: [{ xAxisIndex: "all" }] },
            grid: [
                { left, right, top: 34, height: 190 },
                { left, right, top: 264, height: 34 },
            ],
            xAxis: [
                base.axisX({ axisLabel: { ...labels, show: !cuts } }),
                base.axisX({
                    gridIndex: 1,
                    show: cuts,
                    axisLabel: labels,
                    axisLine: { lineStyle: { color: base.line } },
                }),
            ],
            yAxis: [
                base.axisY({ min: 0, name: scale.unit }),
                base.axisY({
                    gridIndex: 1,
                    show: cuts,
                    min: 0,
                    minInterval: 1,
                    splitNumber: 1,
                    splitLine: { show: false },
                    axisLabel: { ...base.text, showMinLabel: false },
                }),
                { type: "value", show: false, min: 0, max: 1 },
            ],
            series: [
                {
                    type: "line",
                    name: t("use"),
                    data: at(series.peak),
                    symbol: "none",
                    lineStyle: { width: 2, color: colour("s0") },
                    areaStyle: { color: colour("s0"), opacity: 0.16 },
                    markPoint: narrow
                        ? undefined
                        : {
                              symbolSize: 0,
                              silent: true,
                              data: [
                                  {
                                      coord: [last, at(series.peak)[last]],
                                      label: {
                                          show: true,
                                          position: "right",
                                          distance: 8,
                                          offset: [0, nearCap ? 15 : 0],
                                          color: colour("s0"),
                                          formatter: t("use").replace(" of the day", ""),
                                      },
                                  },
                              ],
                          },
                },
                {
                    type: "line",
                    name: t("cap"),
                    step: "end",
                    data: at(series.cap),
                    symbol: "none",
                    lineStyle: { width: 1.5, type: "dashed", color: base.ink },
                    endLabel: { show: !narrow, color: base.ink, formatter: t("cap"), distance: 8 },
                },
                {
                    type: "bar",
                    yAxisIndex: 2,
                    data: series.cuts.map(count => (count > 0 ? 1 : 0)),
                    itemStyle: { color: colour("s5"), opacity: 0.2 },
                    barWidth: "102%",
                    silent: true,
                    z: 1,
                },
                {
                    type: "bar",
                    xAxisIndex: 1,
                    yAxisIndex: 1,
                    data: series.cuts,
                    itemStyle: { color: colour("s5") },
                    barMaxWidth: 8,
                },
            ],
            graphic: cuts
                ? [
                      {
                          type: "text",
                          left: left,
                          top: 246,
                          style: { text: t("cuts"), fill: base.quiet, fontSize: 12 },
                      },
                  ]
                : [],
        };
    };
    return plot(title, {
        id: "limit-" + limit.id,
        summary: cap + told,
        draw: canvas => chart(canvas, limit.cuts > 0 ? 330 : 262, option),
        table: () =>
            table(
                [
                    { title: t("day"), cell: i => days[i] },
                    {
                        title: `${t("cap")} (${limit.currency})`,
                        number: true,
                        cell: i => group(fromMinor(series.cap[i], limit.decimals)),
                    },
                    {
                        title: t("use"),
                        number: true,
                        cell: i => group(fromMinor(series.peak[i], limit.decimals)),
                    },
                    {
                        title: t("used"),
                        number: true,
                        cell: i => group(fromMinor(series.used[i], limit.decimals)),
                    },
                    { title: t("cuts"), number: true, cell: i => String(series.cuts[i]) },
                    {
                        title: t("held_back"),
                        number: true,
                        cell: i => group(fromMinor(series.blocked[i], limit.decimals)),
                    },
                ],
                days.map((_, i) => i),
                { cards: false },
            ),
        after: el(
            "p",
            { class: "small quiet" },
            limit.document ? `${limit.document} · ${limit.parameter} · ${limit.mark}. ` : "",
            el("code", {}, `rmbsim explain ${folderShown()} limit ${limit.id}`),
        ),
    });
}
