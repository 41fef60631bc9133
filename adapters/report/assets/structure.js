// The pool as a tree drawn from left (members) to right (top header).
function structurePlot() {
    const { links, accounts } = report.structure;
    const owner = account => accounts.find(row => row.account === account)?.entity;
    const place = account => report.entities.find(row => row.id === owner(account))?.jurisdiction || "";
    const crosses = link => (place(link.child) === "CN") !== (place(link.header) === "CN");
    const linked = new Set(links.flatMap(link => [link.child, link.header]));
    const outside = accounts.filter(row => !linked.has(row.account));
    if (links.length === 0)
        return el(
            "div",
            { class: "plot" },
            el("h3", {}, t("q_structure")),
            el("p", { class: "empty" }, t("no_pool")),
        );
    const draw = canvas => {
        const entry = {
            canvas,
            draw() {
                if (canvas.isConnected)
                    canvas.replaceChildren(
                        structureDrawing(links, owner, crosses, canvas.clientWidth || 560),
                    );
            },
        };
        live.push(entry);
    };
    const total = text => group(text);
    return plot(t("q_structure"), {
        id: "structure",
        summary: t("structure_note"),
        draw,
        after: [
            el(
                "p",
                { class: "legend" },
                el(
                    "span",
                    {},
                    el("i", { style: "background:var(--accent);height:4px;vertical-align:middle" }),
                    t("crosses"),
                ),
                el(
                    "span",
                    {},
                    el("i", { style: "background:var(--s6);height:4px;vertical-align:middle" }),
                    t("stays"),
                ),
            ),
            outside.length > 0 &&
                el(
                    "p",
                    { class: "small quiet" },
                    t("outside"),
                    " ",
                    outside
                        .map(row => `${row.account} (${nameOf(row.entity)})`)
                        .join(state.language === "zh" ? "、" : ", "),
                ),
        ],
        table: () =>
            table(
                [
                    { title: "ID", cell: row => row.id },
                    { title: t("account"), cell: row => `${row.child} → ${row.header}` },
                    { title: t("method"), cell: row => label("method", row.method) },
                    { title: t("up"), number: true, cell: row => `${total(row.up)} ${row.currency}` },
                    { title: t("down"), number: true, cell: row => `${total(row.down)} ${row.currency}` },
                    { title: t("moved"), number: true, cell: row => String(row.count) },
                    { title: t("cut"), number: true, cell: row => String(row.cut) },
                ],
                links,
                { cards: false },
            ),
    });
}

function svg(tag, attributes, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
}
function shortened(text, pixels, size) {
    // ideographs are as wide as they are high
    let width = 0,
        kept = "";
    for (const character of text) {
        width += character.charCodeAt(0) > 0x2e80 ? size : size * 0.56;
        if (width > pixels) return kept + "…";
        kept += character;
    }
    return kept;
}

// What tells one company from another: the words all names begin with are left out of the drawing.
function shortName(entity) {
    const names = report.entities.map(row => both(row.name));
    const split = name => (state.language === "zh" ? [...name] : name.split(/(?<= )/));
    let same = 0;
    while (
        names.length > 1 &&
        split(names[0]).length > same + 1 &&
        names.every(name => split(name)[same] === split(names[0])[same] && split(name).length > same + 1)
    )
        same++;
    return split(nameOf(entity))
        .slice(report.entities.some(row => row.id === entity) ? same : 0)
        .join("")
        .replace(/有限公司$/, "");
}

function structureDrawing(links, owner, crosses, width) {
    const children = account => links.filter(link => link.header === account);
    const isChild = new Set(links.map(link => link.child));
    const roots = [...new Set(links.map(link => link.header))].filter(account => !isChild.has(account));
    const depthOf = (account, seen = []) =>
        seen.includes(account)
            ? 0
            : 1 + Math.max(0, ...children(account).map(link => depthOf(link.child, [...seen, account])));
    const columns = Math.max(...roots.map(root => depthOf(root)));
    const gap = width < 480 ? 26 : 92,
        box = (width - 4 - gap * (columns - 1)) / columns,
        height = 40,
        step = 52;
    const at = new Map();
    let rows = 0;
    const put = (account, depth) => {
        if (at.has(account)) return at.get(account).y;
        at.set(account, { x: 0, y: 0 });
        const below = children(account).map(link => put(link.child, depth + 1));
        const y = below.length > 0 ? (Math.min(...below) + Math.max(...below)) / 2 : 4 + step * rows++;
        at.set(account, { x: 2 + (columns - 1 - depth) * (box + gap), y });
        return y;
    };
    roots.forEach(root => put(root, 0));
    const most = Math.max(...links.map(link => link.volume), 1);
    const drawing = svg("svg", {
        class: "structure",
        width,
        height: rows * step,
        viewBox: `0 0 ${width} ${rows * step}`,
        "aria-hidden": "true",
    });
    for (const link of links) {
        const from = at.get(link.child),
            to = at.get(link.header);
        const x1 = from.x + box,
            y1 = from.y + height / 2,
            x2 = to.x,
            y2 = to.y + height / 2,
            middle = (x1 + x2) / 2;
        const path = svg("path", {
            class: crosses(link) ? "border" : "",
            d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`,
            "stroke-width": Math.max(1, (16 * link.volume) / most),
        });
        path.append(
            svg("title", {}, `${link.child} → ${link.header}: ${inProse(link.volume, report.currency)}`),
        );
        drawing.append(path);
    }
    for (const [account, { x, y }] of at) {
        const up = links.find(link => link.child === account);
        drawing.append(
            svg("rect", {
                class: children(account).length > 0 ? "header" : "",
                x,
                y,
                width: box,
                height,
                rx: 6,
            }),
            svg("text", { class: "account", x: x + 8, y: y + 17 }, shortened(account, box - 14, 12)),
            svg(
                "text",
                { class: "quiet", x: x + 8, y: y + 32 },
                shortened(shortName(owner(account)), box - 14, 11),
            ),
        );
        if (up && gap > 50)
            drawing.append(
                svg(
                    "text",
                    { class: "quiet volume", x: x + box + 4, y: y + height / 2 - 5 - (8 * up.volume) / most },
                    inProse(up.volume, report.currency),
                ),
            );
    }
    return drawing;
}
