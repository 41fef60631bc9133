// Charts: a question for a title, the picture, and the table behind it.
const live = [];  // charts of the library, drawn again when width or colours change

function plot(title, options) {
    const canvas = el("div", { class: "canvas", role: "img", "aria-label": title + (options.summary ? ". " + options.summary : "") });
    const behind = el("div", { class: "behind", hidden: true, tabindex: "0" });
    const toggle = el("button", {
        "aria-expanded": "false", "aria-label": `${t("data")}: ${title}`,
        onclick: () => {
            const open = behind.hidden;
            behind.hidden = !open;
            toggle.setAttribute("aria-expanded", String(open));
            toggle.textContent = t(open ? "hide" : "data");
            if (open) behind.replaceChildren(options.table());
        },
    }, t("data"));
    options.draw(canvas);
    return el("figure", { class: "plot", id: options.id || null },
        el("figcaption", {}, el("h3", {}, title), el("span", { class: "controls" }, options.controls, toggle)),
        options.summary && el("p", { class: "small quiet" }, options.summary), canvas, options.after, behind);
}

// An option of the chart library, made anew at each drawing; the library measures, so it comes last.
function chart(canvas, height, option) {
    canvas.style.height = height + "px";
    const entry = {
        canvas,
        draw() {
            if (!canvas.isConnected) return;
            if (!entry.chart) entry.chart = echarts.init(canvas, null, { renderer: "svg" });
            entry.chart.resize();
            entry.chart.setOption(option(canvas.clientWidth), true);
        },
    };
    live.push(entry);
    return entry;
}
function drawAll() { live.forEach(entry => entry.draw()); }
function forgetCharts() { live.splice(0).forEach(entry => entry.chart?.dispose()); }

function common(days) {
    const ink = colour("ink"), quiet = colour("quiet"), line = colour("line");
    const text = { color: quiet, fontSize: 12, fontFamily: "inherit" };
    return {
        animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        axisX: extra => ({ type: "category", data: days, boundaryGap: true, axisTick: { show: false }, axisLine: { lineStyle: { color: quiet } }, axisLabel: { ...text, hideOverlap: true, formatter: day => day.slice(5) }, ...extra }),
        axisY: extra => ({ type: "value", axisLabel: text, splitLine: { lineStyle: { color: line } }, nameTextStyle: { ...text, align: "left", padding: [0, 0, 0, -30] }, nameGap: 12, ...extra }),
        tooltip: formatter => ({ trigger: "axis", confine: true, backgroundColor: colour("ground"), borderColor: line, textStyle: { color: ink, fontSize: 12 }, formatter }),
        ink, quiet, line, text,
    };
}
const tip = (day, rows) => `<b>${day}</b><br>` + rows.map(([name, value]) => `${escapeText(name)}: ${value}`).join("<br>");
function escapeText(text) { return String(text).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`); }

// Use against cap over time; days on which it cut are shaded, cuts counted in a strip below.
function limitPlot(limit) {
    const days = report.variants[report.candidate].days, series = limit.series;
    const exact = minor => group(fromMinor(minor, limit.decimals)) + " " + limit.currency;
    const power = 10 ** limit.decimals;
    const title = limit.quota.startsWith("overseas_lending") ? t("q_limit_od") : limit.quota.startsWith("foreign_debt") ? t("q_limit_fd") : t("q_limit", both(limit.title));
    const unused = !series.peak.some(value => value > 0) && limit.cuts === 0;
    const cap = `${both(limit.title)} ${group(limit.cap)} ${limit.currency}. `;
    if (unused) return el("div", { class: "plot", id: "limit-" + limit.id }, el("h3", {}, title), el("p", { class: "small quiet" }, cap, t("limit_unused")));
    const told = limit.cuts > 0 ? t("limit_bound", limit.days_bound, limit.cuts, group(limit.blocked) + " " + limit.currency)
        : t("limit_never", limit.peak_percent, limit.peak_on) + (limit.projected ? t("limit_pace", limit.projected) : "");
    const option = width => {
        const base = common(days);
        const scale = axisScale(Math.max(...series.cap, ...series.peak) / power, limit.currency);
        const at = list => list.map(value => value / power / scale.by);
        const narrow = width < 560, left = 52, right = narrow ? 12 : 90;
        const labels = { ...base.text, interval: Math.max(0, Math.ceil(days.length * (narrow ? 58 : 52) / (width - left - right)) - 1), formatter: day => day.slice(5) };
        const last = days.length - 1;
        const cuts = limit.cuts > 0;
        return {
            animation: false, textStyle: base.textStyle, tooltip: base.tooltip(rows => {
                const i = rows[0].dataIndex;
                return tip(days[i], [[t("cap"), exact(series.cap[i])], [t("use"), exact(series.peak[i])], [t("cuts"), String(series.cuts[i])], [t("held_back"), exact(series.blocked[i])]]);
            }),
            axisPointer: { link: [{ xAxisIndex: "all" }] },
            grid: [{ left, right, top: 34, height: 190 }, { left, right, top: 264, height: 34 }],
            xAxis: [base.axisX({ axisLabel: { ...labels, show: !cuts } }), base.axisX({ gridIndex: 1, show: cuts, axisLabel: labels, axisLine: { lineStyle: { color: base.line } } })],
            yAxis: [base.axisY({ min: 0, name: scale.unit }), base.axisY({ gridIndex: 1, show: cuts, min: 0, minInterval: 1, splitNumber: 1, splitLine: { show: false }, axisLabel: { ...base.text, showMinLabel: false } }), { type: "value", show: false, min: 0, max: 1 }],
            series: [
                { type: "line", name: t("use"), data: at(series.peak), symbol: "none", lineStyle: { width: 2, color: colour("s0") }, areaStyle: { color: colour("s0"), opacity: 0.16 },
                    markPoint: narrow ? undefined : { symbolSize: 0, silent: true, data: [{ coord: [last, at(series.peak)[last]], label: { show: true, position: "right", distance: 8, color: colour("s0"), formatter: t("use").replace(" of the day", "") } }] } },
                { type: "line", name: t("cap"), step: "end", data: at(series.cap), symbol: "none", lineStyle: { width: 1.5, type: "dashed", color: base.ink },
                    endLabel: { show: !narrow, color: base.ink, formatter: t("cap"), distance: 8 } },
                { type: "bar", yAxisIndex: 2, data: series.cuts.map(count => count > 0 ? 1 : 0), itemStyle: { color: colour("s5"), opacity: 0.2 }, barWidth: "102%", silent: true, z: 1 },
                { type: "bar", xAxisIndex: 1, yAxisIndex: 1, data: series.cuts, itemStyle: { color: colour("s5") }, barMaxWidth: 8 },
            ],
            graphic: cuts ? [{ type: "text", left: left, top: 246, style: { text: t("cuts"), fill: base.quiet, fontSize: 12 } }] : [],
        };
    };
    return plot(title, {
        id: "limit-" + limit.id, summary: cap + told,
        draw: canvas => chart(canvas, limit.cuts > 0 ? 330 : 262, option),
        table: () => table([
            { title: t("day"), cell: i => days[i] },
            { title: `${t("cap")} (${limit.currency})`, number: true, cell: i => group(fromMinor(series.cap[i], limit.decimals)) },
            { title: t("use"), number: true, cell: i => group(fromMinor(series.peak[i], limit.decimals)) },
            { title: t("used"), number: true, cell: i => group(fromMinor(series.used[i], limit.decimals)) },
            { title: t("cuts"), number: true, cell: i => String(series.cuts[i]) },
            { title: t("held_back"), number: true, cell: i => group(fromMinor(series.blocked[i], limit.decimals)) },
        ], days.map((_, i) => i), { cards: false }),
        after: el("p", { class: "small quiet" }, limit.document ? `${limit.document} · ${limit.parameter} · ${limit.mark}. ` : "", el("code", {}, `rmbsim explain ${report.folder} limit ${limit.id}`)),
    });
}

// Six companies and the rest: the same six, in the same colours, in every variant.
function stacksOf(variant, order) {
    const length = variant.days.length;
    const empty = () => new Array(length).fill(0);
    const stacks = order.map(entity => variant.cash.find(row => row.entity === entity) || { entity, above: empty(), below: empty() });
    const rest = variant.cash.filter(row => !order.includes(row.entity));
    if (rest.length === 0) return stacks;
    const sum = key => empty().map((_, day) => rest.reduce((total, row) => total + (row[key][day] || 0), 0));
    return [...stacks, { entity: "other", above: sum("above"), below: sum("below") }];
}

function cashPlot() {
    let shown = report.candidate;
    const power = 10 ** report.decimals;
    const weight = new Map();
    for (const index of [report.candidate, report.baseline]) {
        if (index === null) continue;
        for (const row of report.variants[index].cash)
            weight.set(row.entity, (weight.get(row.entity) || 0) + row.above.reduce((a, b) => a + b, 0) - row.below.reduce((a, b) => a + b, 0));
    }
    const order = [...weight.keys()].filter(entity => entity !== "other").sort((a, b) => weight.get(b) - weight.get(a)).slice(0, 6);
    const all = report.variants.map(variant => stacksOf(variant, order));
    const totals = (index, key) => report.variants[index].days.map((_, day) => all[index].reduce((sum, row) => sum + row[key][day], 0));
    const compared = report.baseline === null ? [report.candidate] : [report.candidate, report.baseline];
    const top = Math.max(...compared.flatMap(i => totals(i, "above"))), bottom = Math.min(...compared.flatMap(i => totals(i, "below")));
    let entry;
    const option = width => {
        const { days } = report.variants[shown], base = common(days);
        const scale = axisScale(Math.max(top, -bottom) / power, report.currency);
        const nice = value => { const step = 10 ** Math.floor(Math.log10(Math.abs(value) || 1)) / 2; return Math.sign(value) * Math.ceil(Math.abs(value) / step) * step; };
        const line = (row, key, i) => ({
            type: "line", name: nameOf(row.entity), stack: key, data: row[key].map(value => value / power / scale.by), symbol: "none",
            lineStyle: { width: 0 }, areaStyle: { color: colour("s" + i), opacity: 0.9 }, itemStyle: { color: colour("s" + i) }, emphasis: { disabled: true },
        });
        const above = totals(shown, "above"), below = totals(shown, "below");
        return {
            animation: false, textStyle: base.textStyle,
            tooltip: base.tooltip(rows => {
                const day = rows[0].dataIndex, money = minor => group(fromMinor(minor, report.decimals));
                return tip(days[day], [...all[shown].map(row => [nameOf(row.entity), money(row.above[day]) + (row.below[day] ? " / " + money(row.below[day]) : "")]), [t("total"), money(above[day] + below[day])]]);
            }),
            grid: { left: 56, right: 12, top: 34, bottom: 28 },
            xAxis: base.axisX({ boundaryGap: false, axisLine: { onZero: true, lineStyle: { color: base.quiet } }, axisLabel: { ...base.text, interval: Math.max(0, Math.ceil(days.length * 58 / (width - 68)) - 1), formatter: day => day.slice(5) } }),
            yAxis: base.axisY({ name: scale.unit, max: nice(top / power / scale.by), min: bottom < 0 ? nice(bottom / power / scale.by) : 0 }),
            series: [...all[shown].map((row, i) => line(row, "above", i)), ...all[shown].map((row, i) => line(row, "below", i)),
                { type: "line", name: t("total"), data: above.map((value, day) => (value + below[day]) / power / scale.by), symbol: "none", lineStyle: { width: 1.5, color: base.ink }, itemStyle: { color: base.ink }, z: 5 }],
        };
    };
    const choice = compared.length < 2 ? null : el("span", { class: "choice", role: "group" }, [...compared].sort((a, b) => a - b).map(index => {
        const button = el("button", { "aria-pressed": String(index === shown), onclick: () => {
            shown = index;
            button.parentNode.querySelectorAll("button").forEach(other => other.setAttribute("aria-pressed", String(other === button)));
            entry.draw();
        } }, both(report.variants[index].title));
        return button;
    }));
    const legend = el("div", { class: "legend" }, all[shown].map((row, i) => el("span", {}, el("i", { style: `background:var(--s${i})` }), nameOf(row.entity))),
        el("span", {}, el("i", { style: "background:var(--ink);height:2px;vertical-align:middle;width:1.2em" }), t("total")));
    return plot(t("q_cash"), {
        id: "cash-chart", controls: choice, draw: canvas => { entry = chart(canvas, 340, option); }, after: legend,
        table: () => table([{ title: `${t("day")} (${report.currency})`, cell: day => report.variants[shown].days[day] },
            ...all[shown].map(row => ({ title: nameOf(row.entity), number: true, cell: day => group(fromMinor(row.above[day] + row.below[day], report.decimals)) })),
            { title: t("total"), number: true, cell: day => group(fromMinor(totals(shown, "above")[day] + totals(shown, "below")[day], report.decimals)) },
        ], report.variants[shown].days.map((_, day) => day), { cards: false }),
    });
}
