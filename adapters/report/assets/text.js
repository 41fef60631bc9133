// The data, the language, and small makers of text and elements. Money is text and stays text.
const report = JSON.parse(document.getElementById("data").textContent);
const state = { language: report.language, anchor: "" };

function readHash() {
    // "#kpi-net_benefit-hz;zh"
    const [anchor, language] = decodeURIComponent(location.hash.slice(1)).split(";");
    state.anchor = anchor;
    if (language === "zh" || language === "en") state.language = language;
}
function hashFor(anchor) {
    return "#" + anchor + (state.language === report.language ? "" : ";" + state.language);
}
function t(key, ...args) {
    const word = words[state.language][key];
    return typeof word === "function" ? word(...args) : word;
}
function both(pair) {
    return pair[state.language] || pair.en || pair.zh;
}
function label(kind, name) {
    const found = report.labels[kind][name];
    if (found) return both(found);
    const dot = kind === "kpi" ? name.indexOf(".") : -1; // of a family: "limit_use_peak.od-quota"
    if (dot <= 0) return name.replaceAll("_", " ");
    const part = name.slice(dot + 1); // an outcome has words of its own
    return `${label(kind, name.slice(0, dot))} · ${report.labels.outcome[part] ? label("outcome", part) : part}`;
}
function nameOf(entity) {
    if (entity === "group") return t("group");
    if (entity === "other") return t("other");
    const found = report.entities.find(row => row.id === entity);
    return found ? both(found.name) : entity;
}

function group(text) {
    // "-1234.50" to "−1,234.50" with a true minus sign
    if (text === null || text === undefined) return "";
    const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
    if (!match) return text;
    const zero = !/[1-9]/.test(text);
    return (match[1] && !zero ? "−" : "") + match[2].replace(/\B(?=(\d{3})+$)/g, ",") + (match[3] || "");
}
function signed(text) {
    const grouped = group(text);
    return grouped.startsWith("−") || !/[1-9]/.test(grouped) ? grouped : "+" + grouped;
}
function isNegative(text) {
    return typeof text === "string" && text.startsWith("-") && /[1-9]/.test(text);
}
function fromMinor(minor, decimals) {
    // whole minor units, exact in a browser
    const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
    const cut = digits.length - decimals;
    return (minor < 0 ? "-" : "") + digits.slice(0, cut) + (decimals ? "." + digits.slice(cut) : "");
}
function compare(a, b) {
    // of decimal texts; an empty one comes last
    return Number(a ?? -Infinity) - Number(b ?? -Infinity);
}
// Charts only: a scale for an axis, said once.
function axisScale(most, currency) {
    const yuan = currency === "CNY" || currency === "CNH";
    if (state.language === "zh") {
        const unit = most >= 1e9 ? [1e8, "亿"] : most >= 1e4 ? [1e4, "万"] : [1, ""];
        return { by: unit[0], unit: yuan ? unit[1] + "元" : unit[1] + " " + currency };
    }
    const unit =
        most >= 2e9 ? [1e9, " bn"] : most >= 1e6 ? [1e6, " m"] : most >= 1e4 ? [1e3, " thousand"] : [1, ""];
    return { by: unit[0], unit: currency + unit[1] };
}
function inProse(value, currency) {
    const scale = axisScale(Math.abs(value), currency);
    const number = value / scale.by;
    const shown = (
        Math.abs(number) >= 100
            ? Math.round(number).toLocaleString("en-US")
            : String(Number(number.toPrecision(3)))
    ).replace("-", "−");
    return state.language === "zh" ? shown + scale.unit : scale.unit.replace(/^(\S+)/, `$1 ${shown}`);
}

function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
        if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
        else if (value === true) node.setAttribute(key, "");
        else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
    }
    node.append(
        ...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false),
    );
    return node;
}
// Prose in which a date is never broken.
function prose(text) {
    return text
        .split(/(\d{4}-\d\d-\d\d)/)
        .map((part, i) => (i % 2 ? el("span", { class: "nowrap" }, part) : part));
}
function colour(name) {
    return getComputedStyle(document.documentElement)
        .getPropertyValue("--" + name)
        .trim();
}

const figureFor = (name, entity) => report.figures.find(row => row.name === name && row.entity === entity);

// A figure with its anchor (once a page) and the small question that opens its explanation.
const anchorsUsed = new Set();
function figure(row, text, compact) {
    const id = `kpi-${row.name}-${row.entity}`;
    const first = !anchorsUsed.has(id);
    anchorsUsed.add(id);
    return el(
        "span",
        { class: "figure", id: first ? id : null },
        text,
        whyButton(row, label("kpi", row.name) + ", " + nameOf(row.entity), compact),
    );
}
function whyButton(row, title, compact) {
    return el(
        "button",
        {
            class: "why",
            "aria-label": `${t("why")} ${title}`,
            "aria-haspopup": "dialog",
            title: t("why"),
            onclick: event => openExplain(event.currentTarget, row, title),
        },
        compact ? "?" : t("why"),
    );
}
function openExplain(button, row, title) {
    document.getElementById("explain")?.remove();
    const meaning = report.formulas[row.name] || {};
    const command =
        `rmbsim explain ${folderShown()} kpi ${row.name}` +
        (row.entity === "group" ? "" : ` --entity ${row.entity}`);
    const close = () => {
        box.remove();
        button.focus();
    };
    const box = el(
        "div",
        {
            id: "explain",
            role: "dialog",
            "aria-label": title,
            tabindex: "-1",
            onkeydown: event => {
                if (event.key === "Escape") close();
            },
        },
        el("h3", {}, title),
        el(
            "dl",
            { class: "pairs" },
            meaning.formula && [el("dt", {}, t("formula")), el("dd", {}, both(meaning.formula))],
            meaning.source && [el("dt", {}, t("source")), el("dd", {}, meaning.source)],
            [el("dt", {}, t("unit")), el("dd", {}, row.unit)],
        ),
        el("p", { class: "small quiet" }, t("explain_hint"), el("code", { class: "command" }, command)),
        el("button", { onclick: close }, t("close")),
    );
    document.body.append(box);
    const at = button.getBoundingClientRect();
    box.style.top = `${at.bottom + scrollY + 6}px`;
    box.style.left = `${Math.max(16, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 16))}px`;
    box.focus();
}

// columns: [{title, cell(row), number, long, sort(row)}]; rows: anything.
function table(columns, rows, options = {}) {
    const body = el("tbody", {});
    const fill = list =>
        body.replaceChildren(
            ...list.flatMap(row => {
                const cells = columns.map((column, index) =>
                    el(
                        index === 0 && !column.number ? "th" : "td",
                        {
                            class: (column.number ? "number" : "") + (column.long ? " long" : ""),
                            "data-label": index === 0 ? null : column.title,
                            scope: index === 0 && !column.number ? "row" : null,
                        },
                        column.cell(row),
                    ),
                );
                const line = el("tr", { class: options.rowClass ? options.rowClass(row) : null }, cells);
                return options.detail ? [line, ...options.detail(row, line)] : [line];
            }),
        );
    const heads = columns.map(column => {
        if (!column.sort)
            return el("th", { class: column.number ? "number" : null, scope: "col" }, column.title);
        const head = el(
            "th",
            { class: column.number ? "number" : null, scope: "col" },
            el(
                "button",
                {
                    onclick: () => {
                        const descending = head.getAttribute("aria-sort") !== "descending";
                        heads.forEach(other => other.removeAttribute("aria-sort"));
                        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
                        fill([...rows].sort((a, b) => (descending ? -1 : 1) * column.sort(a, b)));
                    },
                },
                column.title,
            ),
        );
        return head;
    });
    fill(rows);
    return el(
        "div",
        { class: "scroll" },
        el(
            "table",
            { class: options.cards === false ? null : "cards" },
            options.caption && el("caption", {}, options.caption),
            el("thead", {}, el("tr", {}, heads)),
            body,
        ),
    );
}
