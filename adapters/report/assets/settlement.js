// Payment systems: what settled, how late, on how much liquidity; a bank's variants side by side.
const systemsShown = () => report.variants[report.candidate].settlement;
const isBank = report.bank;

function clock(seconds) {
    // "7080.000" to "1:58:00"
    if (seconds === undefined || seconds === null || seconds === "-") return "–";
    const whole = Math.round(Number(seconds));
    const two = number => String(number).padStart(2, "0");
    return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
function percentOf(ratio) {
    // "0.987654" to "98.8 %"
    if (ratio === undefined || ratio === null || ratio === "-") return "–";
    return `${group((Math.round(Number(ratio) * 1000) / 10).toFixed(1))} %`;
}
function shortRatio(ratio) {
    return ratio === undefined || ratio === "-" ? "–" : group(Number(ratio).toFixed(3));
}
// A figure of a system or participant, with its anchor and its question.
function systemFigure(of, entity, name, shown, title) {
    const row = of.figures[name];
    if (!row) return el("span", { class: "zero" }, "–");
    return figure({ name, entity, unit: row.unit }, shown(row.value, title), true);
}
const plainMoney = text => el("span", { class: "nowrap" + (/[1-9]/.test(text) ? "" : " zero") }, group(text));

function bankFigures() {
    const system = systemsShown()[0];
    const block = (name, shown, note) =>
        el(
            "div",
            {},
            figure(
                { name, entity: system.rail, unit: system.figures[name].unit },
                el("span", { class: "value" }, shown(system.figures[name].value)),
            ),
            el("div", { class: "small quiet" }, note, systemsShown().length > 1 && ` · ${both(system.title) || system.rail}`),
        );
    return el(
        "div",
        { class: "figures" },
        block("settlement_settled_ratio", percentOf, t("share_of_value")),
        block("settlement_delay_value_mean", clock, t("delay_by_value")),
        block(
            "liquidity_used",
            text => [group(text), el("small", {}, system.currency)],
            label("kpi", "liquidity_used"),
        ),
    );
}

function variantsSection() {
    const rows = report.settlement_ranking;
    if (!rows) return null;
    const name = row =>
        el(
            "span",
            {},
            el("b", {}, titleOf(row.variant)),
            row.variant === report.baseline && [" ", el("span", { class: "tag" }, t("baseline"))],
            row.variant === report.candidate && [" ", el("span", { class: "tag moved" }, "▲ ", t("shown_below"))],
        );
    const most = Math.max(1, ...rows.map(row => Number(row.settled)));
    return [
        el("p", { class: "lead" }, t("variants_lead")),
        table(
            [
                { title: "#", cell: row => String(row.rank) },
                { title: t("variant"), cell: name },
                {
                    title: `${t("settled_value")} (${rows[0].currency})`,
                    number: true,
                    sort: (a, b) => compare(a.settled, b.settled),
                    cell: row => plainMoney(row.settled),
                },
                { title: t("share_short"), number: true, cell: row => row.share },
                { title: t("difference_bar"), cell: row => bar(Number(row.settled), null, 0, most) },
                {
                    title: t("delay_short"),
                    number: true,
                    sort: (a, b) => compare(a.delay_s, b.delay_s),
                    cell: row => clock(row.delay_s),
                },
                {
                    title: "ρ",
                    number: true,
                    sort: (a, b) => compare(a.indicator, b.indicator),
                    cell: row => shortRatio(row.indicator),
                },
                {
                    title: `${t("liquidity_short")} (${rows[0].currency})`,
                    number: true,
                    sort: (a, b) => compare(a.liquidity, b.liquidity),
                    cell: row => plainMoney(row.liquidity),
                },
                ...(rows.some(row => row.gridlock_s !== null)
                    ? [{ title: t("gridlock_short"), number: true, cell: row => clock(row.gridlock_s) }]
                    : []),
            ],
            rows,
            { rowClass: row => (row.variant === report.candidate ? "chosen" : null) },
        ),
    ];
}

function systemsSection() {
    const systems = systemsShown();
    if (systems.length === 0) return null;
    return [el("p", { class: "lead" }, t("systems_lead")), systemsTable(systems), systems.map(systemDetail)];
}

function systemsTable(systems) {
    const money = name => system => systemFigure(system, system.rail, name, plainMoney);
    const shown = (name, how) => system => systemFigure(system, system.rail, name, how);
    return table(
        [
            {
                title: t("system"),
                cell: system =>
                    el("span", {}, el("b", {}, both(system.title) || system.rail), el("br"), el("code", { class: "quiet small" }, system.rules)),
            },
            { title: t("currency_short"), cell: system => system.currency },
            { title: t("submitted_value"), number: true, cell: money("settlement_submitted_value") },
            { title: t("settled_value"), number: true, cell: money("settlement_settled_value") },
            { title: t("share_short"), number: true, cell: shown("settlement_settled_ratio", percentOf) },
            { title: t("delay_short"), number: true, cell: shown("settlement_delay_value_mean", clock) },
            { title: "ρ", number: true, cell: shown("settlement_delay_indicator", shortRatio) },
            { title: t("liquidity_short"), number: true, cell: money("liquidity_used") },
            { title: t("turnover_short"), number: true, cell: shown("turnover_used", shortRatio) },
            { title: t("longest_short"), number: true, cell: shown("queue_longest", group) },
            ...(systems.some(system => system.standstill)
                ? [
                      { title: t("gridlock_short"), number: true, cell: shown("gridlock_time", clock) },
                      { title: t("deadlock_short"), number: true, cell: shown("deadlock_time", clock) },
                  ]
                : []),
        ],
        systems,
    );
}

function systemDetail(system) {
    const name = both(system.title) || system.rail;
    return el(
        "div",
        { id: `system-${system.rail}` },
        el("h3", {}, name),
        channelsPlot(system),
        throughputLine(system),
        queuePlot(system, name),
        participantsTable(system, name),
        otherFigures(system),
    );
}

// Shares of what settled, as one bar and a table, the channels that settled nothing left out.
function channelsPlot(system) {
    const channels = ["entry", "release", "offset", "resolution", "net"]
        .map((channel, tone) => ({ channel, tone, row: system.figures["settlement_share." + channel] }))
        .filter(part => part.row && Number(part.row.value) > 0);
    if (channels.length === 0) return el("p", { class: "empty" }, t("nothing_settled"));
    return el(
        "figure",
        { class: "plot" },
        el("figcaption", {}, el("h3", {}, t("q_channels"))),
        el(
            "div",
            { class: "hundred", "aria-hidden": "true" },
            channels.map(part => el("span", { style: `flex:${Number(part.row.value)} 0 0;background:var(--s${part.tone})` })),
        ),
        table(
            [
                {
                    title: t("channel"),
                    cell: part => [
                        el("i", { class: "swatch", style: `background:var(--s${part.tone})` }),
                        t("c_" + part.channel),
                    ],
                },
                {
                    title: t("by_value"),
                    number: true,
                    cell: part => systemFigure(system, system.rail, "settlement_share." + part.channel, percentOf),
                },
                {
                    title: t("by_number"),
                    number: true,
                    cell: part => systemFigure(system, system.rail, "settlement_count_share." + part.channel, percentOf),
                },
            ],
            channels,
        ),
    );
}

function throughputLine(system) {
    const hours = Object.keys(system.figures).filter(name => name.startsWith("settlement_throughput."));
    if (hours.length === 0) return null;
    return el(
        "figure",
        { class: "plot" },
        el("figcaption", {}, el("h3", {}, t("q_throughput"))),
        table(
            [
                { title: t("clock"), cell: name => name.split(".")[1] },
                {
                    title: t("settled_by"),
                    number: true,
                    cell: name => systemFigure(system, system.rail, name, percentOf),
                },
                { title: t("difference_bar"), cell: name => bar(Number(system.figures[name].value) || 0, null, 0, 1) },
            ],
            hours,
        ),
    );
}

// Local clock time, which the data gives as if it were UTC.
const localTime = ms => new Date(ms).toISOString().slice(0, 16).replace("T", " ");

function queuePlot(system, name) {
    if (system.queue.length === 0) return el("p", { class: "small quiet" }, t("no_queue"));
    const quarter = 15 * 60 * 1000;
    const first = system.queue[0][0] - quarter,
        last = system.queue.at(-1)[0] + quarter;
    const known = new Map(system.queue.map(row => [row[0], row]));
    const rows = [];
    const step = last - first > 200 * quarter ? 4 * quarter : quarter; // long periods by the hour
    for (let at = first - (first % step); at <= last; at += step) {
        let row = [at, 0, 0];
        for (let part = at; part < at + step; part += quarter) {
            const found = known.get(part);
            if (found && found[2] > row[2]) row = [at, found[1], found[2]];
        }
        rows.push(row);
    }
    const power = 10 ** system.decimals;
    const most = Math.max(...rows.map(row => row[2])) / power;
    const title = t("q_queue");
    const sameDay = localTime(first).slice(0, 10) === localTime(last).slice(0, 10);
    return plot(title, {
        summary: t("queue_summary", name, clock(system.figures.settlement_delay_value_mean?.value)),
        draw(canvas) {
            chart(canvas, 220, width => {
                const scale = axisScale(most, system.currency),
                    base = common(rows.map(row => localTime(row[0])));
                return {
                    animation: false,
                    textStyle: base.textStyle,
                    tooltip: base.tooltip(found => {
                        const row = rows[found[0].dataIndex];
                        return tip(localTime(row[0]), [
                            [t("queued_value"), `${group(fromMinor(row[2], system.decimals))} ${system.currency}`],
                            [t("queued_count"), String(row[1])],
                        ]);
                    }),
                    grid: { left: 56, right: 16, top: 34, bottom: 28 },
                    xAxis: base.axisX({
                        axisLabel: {
                            ...base.text,
                            interval: Math.max(0, Math.ceil((rows.length * (sameDay ? 48 : 92)) / (width - 72)) - 1),
                            formatter: time => (sameDay ? time.slice(11) : time.slice(5)),
                        },
                    }),
                    yAxis: base.axisY({ name: scale.unit, min: 0 }),
                    series: [
                        {
                            type: "bar",
                            data: rows.map(row => row[2] / power / scale.by),
                            barCategoryGap: "8%",
                            itemStyle: { color: colour("s0") },
                            emphasis: { disabled: true },
                        },
                    ],
                };
            });
        },
        table: () =>
            table(
                [
                    { title: t("clock"), cell: row => localTime(row[0]) },
                    { title: t("queued_count"), number: true, cell: row => String(row[1]) },
                    {
                        title: `${t("queued_value")} (${system.currency})`,
                        number: true,
                        cell: row => group(fromMinor(row[2], system.decimals)),
                    },
                ],
                rows.filter(row => row[1] > 0),
            ),
    });
}

function participantsTable(system, name) {
    const most = Math.max(
        1,
        ...system.participants.map(row => Number(row.figures.liquidity_upper_bound?.value || 0)),
    );
    const of = row => `${system.rail}/${row.bank}`;
    const number = kpi => row => Number(row.figures[kpi]?.value || 0);
    const money = (kpi, title) => ({
        title,
        number: true,
        sort: (a, b) => number(kpi)(a) - number(kpi)(b),
        cell: row => systemFigure(row, of(row), kpi, plainMoney),
    });
    return el(
        "figure",
        { class: "plot participants" },
        el("figcaption", {}, el("h3", {}, t("q_participants"))),
        el("p", { class: "small quiet" }, t("bounds_note", system.currency)),
        table(
            [
                { title: t("participant"), cell: row => el("span", {}, both(row.name), " ", el("code", { class: "quiet small" }, row.bank)) },
                money("settlement_settled_value", t("sent")),
                money("settlement_received_value", t("received")),
                {
                    title: t("delay_short"),
                    number: true,
                    sort: (a, b) => number("settlement_delay_value_mean")(a) - number("settlement_delay_value_mean")(b),
                    cell: row => systemFigure(row, of(row), "settlement_delay_value_mean", clock),
                },
                money("liquidity_lower_bound", t("lower_short")),
                money("liquidity_used", t("used_short")),
                money("liquidity_upper_bound", t("upper_short")),
                { title: t("difference_bar"), cell: row => boundsBar(row, most) },
                money("credit_peak", t("credit_peak_short")),
            ],
            system.participants,
        ),
    );
}

// From the lower to the upper bound, with what was used as a line across.
function boundsBar(row, most) {
    const value = name => Number(row.figures[name]?.value || 0);
    const percent = number => Math.min(100, (100 * number) / most);
    const low = percent(value("liquidity_lower_bound")),
        high = percent(value("liquidity_upper_bound")),
        used = percent(value("liquidity_used"));
    return el(
        "span",
        { class: "track", "aria-hidden": "true", style: "--zero:0%" },
        high > low && el("span", { class: "bar", style: `left:${low}%;width:${high - low}%;opacity:.35` }),
        used > 0 && el("span", { class: "bar", style: `left:${Math.max(0, used - 1)}%;width:2%` }),
    );
}

function otherFigures(system) {
    const told = new Set([
        "settlement_submitted_value",
        "settlement_settled_value",
        "settlement_settled_ratio",
        "settlement_delay_value_mean",
        "settlement_delay_indicator",
        "liquidity_used",
        "turnover_used",
        "queue_longest",
        "gridlock_time",
        "deadlock_time",
    ]);
    const names = Object.keys(system.figures).filter(name => !told.has(name) && !name.includes("."));
    const shown = name => {
        const { value, unit } = system.figures[name];
        return el("span", { class: "nowrap" + (/[1-9]/.test(value) ? "" : " zero") }, group(value));
    };
    return el(
        "details",
        { class: "list" },
        el("summary", {}, t("all_indicators", names.length)),
        table(
            [
                { title: t("figure"), cell: name => label("kpi", name) },
                { title: t("amount"), number: true, cell: name => systemFigure(system, system.rail, name, () => shown(name)) },
                { title: t("unit"), cell: name => system.figures[name].unit },
            ],
            names,
        ),
    );
}
