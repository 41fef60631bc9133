// Net settlement 轧差净额结算, and what the centre pays and receives for members 集中收付.
const treasury = () => report.variants[report.candidate].treasury;
const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;

function nettingSection() {
    const cycles = treasury().netting;
    if (cycles.length === 0) return null;
    return [el("p", { class: "lead" }, t("netting_lead")), cycles.map(nettingCycle)];
}

function nettingCycle(cycle, index) {
    const isNetted = cycle.option !== "pairwise";
    const numbers = cycle.members.map(row => Number(row.net));
    const low = Math.min(0, ...numbers),
        high = Math.max(0, ...numbers);
    const delayed = cycle.members.some(row => /[1-9]/.test(row.delay));
    const figures = [
        ["netting_payments_short", `${cycle.items} → ${cycle.transfers}`, `−${cycle.fewer} %`],
        ["netting_moved", `${group(cycle.gross)} → ${group(cycle.net)} ${cycle.base}`, `−${cycle.compression} %`],
        ["netting_exchanged", `${group(cycle.fx_gross)} → ${group(cycle.fx_net)} ${cycle.base}`, null],
        ["netting_residual", `${group(cycle.residual)} ${cycle.base}`, null],
    ].filter(([key]) => key !== "netting_residual" || /[1-9]/.test(cycle.residual));
    const status = row =>
        el("span", { class: "tag " + (row.status === "settled" ? "sure" : "unsure") }, t("t_" + row.status));
    const transfers = row =>
        row.transfers.length === 0
            ? el("span", { class: "zero" }, "–")
            : el(
                  "span",
                  {},
                  row.transfers.map((transfer, i) => [
                      i > 0 && el("br"),
                      el("span", { class: "nowrap" }, `${signed(transfer.amount)} ${transfer.currency}`),
                      " ",
                      status(transfer),
                  ]),
              );
    const title = isNetted ? t("q_netting", cycle.netting, cycle.value_date) : t("q_pairwise", cycle.netting);
    return el(
        "figure",
        { class: "plot", id: `netting-${index + 1}` },
        el("figcaption", {}, el("h3", {}, prose(title))),
        el("p", { class: "small quiet" }, t("netting_option"), t("o_" + cycle.option)),
        el(
            "dl",
            { class: "pairs" },
            figures.map(([key, value, saved]) => [
                el("dt", {}, t(key)),
                el("dd", {}, value, saved && isNetted && el("b", { class: "gain nowrap" }, " " + saved)),
            ]),
        ),
        table(
            [
                { title: t("company"), cell: row => nameOf(row.entity) },
                { title: `${t("gross_in")} (${cycle.base})`, number: true, cell: row => group(row.in) },
                { title: `${t("gross_out")} (${cycle.base})`, number: true, cell: row => group(row.out) },
                {
                    title: `${t("net_position")} (${cycle.base})`,
                    number: true,
                    cell: row => el("b", { class: /[1-9]/.test(row.net) ? null : "zero" }, signed(row.net)),
                },
                { title: t("difference_bar"), cell: row => bar(Number(row.net), null, low, high) },
                ...(isNetted ? [{ title: t("with_centre"), number: true, cell: transfers }] : []),
                ...(delayed
                    ? [{ title: `${t("delay_effect")} (${cycle.base})`, number: true, cell: row => signed(row.delay) }]
                    : []),
            ],
            cycle.members,
        ),
        isNetted &&
            el(
                "p",
                { class: "small" },
                el("b", {}, t("rolled")),
                " ",
                cycle.rolled.length === 0
                    ? t("rolled_none")
                    : cycle.rolled.map(row => `${row.item} (${t("n_" + row.reason) || row.reason})`).join(t("comma")),
            ),
        el(
            "details",
            { class: "list" },
            el("summary", {}, t("gross_legs", cycle.legs_all, cycle.legs_crossing)),
            table(
                [
                    { title: t("item"), cell: row => row.item },
                    { title: t("debtor"), cell: row => nameOf(row.debtor) },
                    { title: t("creditor"), cell: row => nameOf(row.creditor) },
                    { title: t("amount"), number: true, cell: row => `${group(row.amount)} ${row.currency}` },
                    { title: t("due"), cell: row => row.due },
                    { title: t("settled_on"), cell: row => row.settled },
                    { title: t("declared"), cell: row => (row.crosses ? t("declared_yes") : t("declared_no")) },
                ],
                cycle.legs,
            ),
            cycle.legs.length < cycle.legs_all && el("p", { class: "small quiet" }, t("legs_cut", cycle.legs.length)),
        ),
    );
}

// One account a member and currency: payments and receipts meet there, so each scheme is a line of it.
function inHouseSection() {
    const rows = treasury().in_house;
    if (rows.length === 0) return null;
    const refused = rows.reduce((sum, row) => sum + row.refused, 0);
    const count = number => el("span", { class: number === 0 ? "zero" : null }, String(number));
    return [
        el("p", { class: "lead" }, t("in_house_lead"), refused > 0 && [" ", el("a", { href: hashFor("refusals") }, t("in_house_refused", refused))]),
        table(
            [
                { title: t("company"), cell: row => nameOf(row.entity) },
                { title: t("scheme"), cell: row => el("span", {}, t("b_" + row.kind), " ", el("span", { class: "quiet" }, row.on_behalf)) },
                { title: t("virtual_account"), cell: row => el("code", {}, row.virtual_account) },
                { title: t("on_behalf_number"), number: true, cell: row => count(row.count) },
                { title: t("on_behalf_amount"), number: true, cell: row => money(row.value, row.currency) },
                { title: t("own_name"), number: true, cell: row => count(row.own_name) },
                {
                    title: t("s_refusals"),
                    number: true,
                    cell: row => (row.refused > 0 ? el("b", { class: "loss" }, String(row.refused)) : count(0)),
                },
                { title: t("in_house_balance"), number: true, cell: row => el("b", {}, money(row.balance, row.currency)) },
                { title: t("in_house_lowest"), number: true, cell: row => money(row.lowest, row.currency) },
                { title: t("in_house_limit"), number: true, cell: row => money(row.limit, row.currency) },
            ],
            rows,
        ),
    ];
}
function money(text, currency) {
    return el("span", { class: "nowrap" + (/[1-9]/.test(text) ? "" : " zero") }, `${group(text)} ${currency}`);
}
