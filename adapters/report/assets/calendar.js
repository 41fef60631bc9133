// Idle cash day by day: a column a week, Monday on top; deeper is more, a ring is a day with a cut.
function calendarPlot() {
    const variant = report.variants[report.candidate],
        days = variant.days;
    const idle = days.map((_, day) => variant.cash.reduce((sum, row) => sum + (row.above[day] || 0), 0));
    const cuts = days.map((_, day) => report.limits.reduce((sum, limit) => sum + (limit.series.cuts[day] || 0), 0));
    const most = Math.max(...idle),
        least = Math.min(...idle);
    const exact = minor => `${group(fromMinor(minor, report.decimals))} ${report.currency}`;
    const prose = minor => inProse(minor / 10 ** report.decimals, report.currency);
    const shades = [12, 30, 50, 82, 100]; // per cent of the colour; text on each has a contrast of 4.5 or more
    const shadeOf = minor =>
        shades[most === least ? 2 : Math.min(4, Math.floor((5 * (minor - least)) / (most - least)))];
    const shaded = (shade, attributes, ...children) =>
        el(
            "i",
            {
                ...attributes,
                style:
                    `background:color-mix(in srgb, var(--s0) ${shade}%, var(--panel));` +
                    `color:var(--${shade > 60 ? "ground" : "ink"});` +
                    (attributes.style || ""),
            },
            children,
        );
    const weekday = day => (new Date(day + "T00:00:00Z").getUTCDay() + 6) % 7;
    const first = weekday(days[0]);
    const weekOf = day => Math.floor((first + day) / 7);
    const weeks = weekOf(days.length - 1) + 1,
        long = weeks > 20; // no room for the day's number
    const startsMonth = i => days[i].endsWith("-01");
    const nextMonth = days.findIndex((_, i) => i > 0 && startsMonth(i));
    // The period's first day is named too, unless the next month's name would run into it.
    const isNamed = i => startsMonth(i) || (i === 0 && (nextMonth < 0 || weekOf(nextMonth) >= 3));

    const draw = canvas => {
        const cells = t("weekdays").map((name, row) =>
            el("b", { style: `grid-row:${row + 2};grid-column:1` }, name),
        );
        days.forEach((day, i) => {
            if (isNamed(i))
                cells.push(
                    el(
                        "b",
                        { style: `grid-row:1;grid-column:${weekOf(i) + 2}/span 3` },
                        el("span", { class: "year" }, day.slice(0, 5)),
                        day.slice(5, 7),
                    ),
                );
            const told = `${day} · ${exact(idle[i])}` + (cuts[i] > 0 ? ` · ${t("calendar_cut")}` : "");
            cells.push(
                shaded(
                    shadeOf(idle[i]),
                    {
                        title: told,
                        class: cuts[i] > 0 ? "bound" : null,
                        style: `grid-row:${weekday(day) + 2};grid-column:${weekOf(i) + 2}`,
                    },
                    long ? "" : String(Number(day.slice(8))),
                ),
            );
        });
        canvas.append(el("div", { class: "calendar" + (long ? " long" : ""), style: `--weeks:${weeks}` }, cells));
    };
    const at = value => days[idle.indexOf(value)];
    return plot(t("q_calendar"), {
        id: "calendar",
        summary: t("calendar_told", prose(most), at(most), prose(least), at(least)),
        draw,
        after: el(
            "div",
            { class: "legend calendar-legend" },
            el(
                "span",
                {},
                t("calendar_less"),
                " ",
                shades.map(shade => shaded(shade, {})),
                " ",
                t("calendar_more"),
            ),
            cuts.some(count => count > 0) && el("span", {}, el("i", { class: "bound" }), t("calendar_cut")),
        ),
        table: () =>
            table(
                [
                    { title: t("day"), cell: i => days[i] },
                    { title: `${t("idle_day")} (${report.currency})`, number: true, cell: i => group(fromMinor(idle[i], report.decimals)) },
                    { title: t("cuts"), number: true, cell: i => String(cuts[i]) },
                ],
                days.map((_, i) => i),
                { cards: false },
            ),
    });
}
