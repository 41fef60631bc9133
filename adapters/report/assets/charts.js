// Charts: a question for a title, the picture, and the table behind it.
const live = []; // charts of the library, drawn again when width or colours change

function plot(title, options) {
    const canvas = el("div", {
        class: "canvas",
        role: "img",
        "aria-label": title + (options.summary ? ". " + options.summary : ""),
    });
    const behind = el("div", { class: "behind", hidden: true, tabindex: "0" });
    const toggle = el(
        "button",
        {
            "aria-expanded": "false",
            "aria-label": `${t("data")}: ${title}`,
            onclick: () => {
                const open = behind.hidden;
                behind.hidden = !open;
                toggle.setAttribute("aria-expanded", String(open));
                toggle.textContent = t(open ? "hide" : "data");
                if (open) behind.replaceChildren(options.table());
                reachByKeyboard();
            },
        },
        t("data"),
    );
    options.draw(canvas);
    return el(
        "figure",
        { class: "plot", id: options.id || null },
        el(
            "figcaption",
            {},
            el("h3", {}, title),
            el("span", { class: "controls" }, options.controls, toggle),
        ),
        options.summary && el("p", { class: "small quiet" }, options.summary),
        canvas,
        options.after,
        behind,
    );
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
function drawAll() {
    live.forEach(entry => entry.draw());
    reachByKeyboard();
}
function reachByKeyboard() {
    // a table that scrolls sideways can be scrolled without a mouse
    document.querySelectorAll(".scroll").forEach(box => {
        if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
        else box.removeAttribute("tabindex");
    });
}
function forgetCharts() {
    live.splice(0).forEach(entry => entry.chart?.dispose());
}

function common(days) {
    const ink = colour("ink"),
        quiet = colour("quiet"),
        line = colour("line");
    const text = { color: quiet, fontSize: 12, fontFamily: "inherit" };
    return {
        animation: false,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        axisX: extra => ({
            type: "category",
            data: days,
            boundaryGap: true,
            axisTick: { show: false },
            axisLine: { lineStyle: { color: quiet } },
            axisLabel: { ...text, hideOverlap: true, formatter: day => day.slice(5) },
            ...extra,
        }),
        axisY: extra => ({
            type: "value",
            axisLabel: text,
            splitLine: { lineStyle: { color: line } },
            nameTextStyle: { ...text, align: "left", padding: [0, 0, 0, -30] },
            nameGap: 12,
            ...extra,
        }),
        tooltip: formatter => ({
            trigger: "axis",
            confine: true,
            backgroundColor: colour("ground"),
            borderColor: line,
            textStyle: { color: ink, fontSize: 12 },
            formatter,
        }),
        ink,
        quiet,
        line,
        text,
    };
}
const tip = (day, rows) =>
    `<b>${day}</b><br>` + rows.map(([name, value]) => `${escapeText(name)}: ${value}`).join("<br>");
function escapeText(text) {
    return String(text).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
}
