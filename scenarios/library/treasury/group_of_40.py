"""group_of_40.py: writes group-of-40.yaml beside it. Run it again after a change; the file is committed.

An invented manufacturing group of 40 companies in seven jurisdictions, with 9 banks and 7 currencies, whose
cash is swept through a tree of three levels. Amounts of flows are drawn by the program (see `flows:`), so the
file holds distributions, not a list. Rates, fixings and calendars are the library's real ones.
"""
import pathlib

FIRST, LAST = "2025-12-26", "2026-12-25"
FACTS = ("{group_intl_receipts_payments_prior_year: 21300000000.00, domestic_revenue_prior_year: 38400000000.00, "
         "overseas_revenue_prior_year: 9700000000.00, real_business_need: true, "
         "treasury_structure_and_internal_control: true, internal_management_system: true, "
         "no_major_violation_two_years: true, trade_members_class_a: true, no_financial_institution_member: true, "
         "no_local_government_platform: true, no_real_estate_enterprise: true, host_is_domestic_legal_person: true, "
         "bank_same_province_as_host: true}")

# id, English, Chinese, bank, equity in CNY m, size of its flows in CNY 10,000, net drift in percent of sales
MAINLAND = [
    ("sz", "Nanling Holding (Shenzhen)", "南岭控股(深圳)", "bank-sz", 2400, 90, 12),
    ("dg", "Nanling Metal (Dongguan)", "南岭五金(东莞)", "bank-sz", 620, 60, 9),
    ("hz", "Nanling Plastics (Huizhou)", "南岭塑胶(惠州)", "bank-sz", 480, 50, -8),
    ("zh", "Nanling Optics (Zhuhai)", "南岭光学(珠海)", "bank-sz", 510, 45, 7),
    ("gz", "Nanling Trading (Guangzhou)", "南岭贸易(广州)", "bank-sz", 390, 80, -10),
    ("xm", "Nanling Ceramics (Xiamen)", "南岭陶瓷(厦门)", "bank-sz", 260, 30, 5),
    ("sh", "Nanling Drives (Shanghai)", "南岭传动(上海)", "bank-sh", 880, 75, 10),
    ("su", "Nanling Circuits (Suzhou)", "南岭电路(苏州)", "bank-sh", 740, 70, 11),
    ("nj", "Nanling Software (Nanjing)", "南岭软件(南京)", "bank-sh", 210, 25, -6),
    ("hf", "Nanling Displays (Hefei)", "南岭显示(合肥)", "bank-sh", 530, 55, -12),
    ("nb", "Nanling Moulds (Ningbo)", "南岭模具(宁波)", "bank-sh", 300, 35, 8),
    ("hn", "Nanling Logistics (Hangzhou)", "南岭物流(杭州)", "bank-sh", 180, 40, -7),
    ("bj", "Nanling Research (Beijing)", "南岭研究院(北京)", "bank-bj", 350, 30, -15),
    ("tj", "Nanling Motors (Tianjin)", "南岭电机(天津)", "bank-bj", 460, 50, 9),
    ("qd", "Nanling Pumps (Qingdao)", "南岭泵业(青岛)", "bank-bj", 330, 40, 6),
    ("xa", "Nanling Sensors (Xi'an)", "南岭传感(西安)", "bank-bj", 290, 35, -9),
    ("cd", "Nanling Electronics (Chengdu)", "南岭电子(成都)", "bank-bj", 560, 60, 10),
    ("cq", "Nanling Castings (Chongqing)", "南岭铸造(重庆)", "bank-bj", 240, 30, -5),
]
# id, English, Chinese, jurisdiction, bank, currency, worth of one unit in CNY (rough, for sizes only), size, drift
OVERSEAS = [
    ("hk", "Nanling International (Hong Kong)", "南岭国际(香港)", "HK", "bank-hk", "CNH", 1, 40, -14),
    ("hk1", "Nanling Sourcing (Hong Kong)", "南岭采购(香港)", "HK", "bank-hk", "CNH", 1, 35, -18),
    ("hk2", "Nanling Components (Hong Kong)", "南岭元件(香港)", "HK", "bank-hk", "CNH", 1, 30, -12),
    ("hk3", "Nanling Brands (Hong Kong)", "南岭品牌(香港)", "HK", "bank-hk", "HKD", 1, 30, 6),
    ("hk4", "Nanling Retail (Hong Kong)", "南岭零售(香港)", "HK", "bank-hk", "HKD", 1, 35, -5),
    ("hk5", "Nanling Finance (Hong Kong)", "南岭财务(香港)", "HK", "bank-hk", "USD", 7, 25, 8),
    ("sg", "Nanling Asia (Singapore)", "南岭亚洲(新加坡)", "SG", "bank-sg", "USD", 7, 40, 9),
    ("sg1", "Nanling Marine (Singapore)", "南岭海事(新加坡)", "SG", "bank-sg", "SGD", 5, 25, 5),
    ("sg2", "Nanling Chemicals (Singapore)", "南岭化工(新加坡)", "SG", "bank-sg", "USD", 7, 30, -7),
    ("sg3", "Nanling Services (Singapore)", "南岭服务(新加坡)", "SG", "bank-sg", "SGD", 5, 20, -4),
    ("us", "Nanling America", "南岭美国", "US", "bank-us", "USD", 7, 60, 10),
    ("us1", "Nanling Tools (Ohio)", "南岭工具(俄亥俄)", "US", "bank-us", "USD", 7, 35, -8),
    ("us2", "Nanling Medical (Texas)", "南岭医疗(得克萨斯)", "US", "bank-us", "USD", 7, 30, 7),
    ("us3", "Nanling Online (Nevada)", "南岭电商(内华达)", "US", "bank-us", "USD", 7, 40, 6),
    ("de", "Nanling Europe (Düsseldorf)", "南岭欧洲(杜塞尔多夫)", "DE", "bank-de", "EUR", 8, 45, 8),
    ("de1", "Nanling Automotive (Stuttgart)", "南岭汽车(斯图加特)", "DE", "bank-de", "EUR", 8, 40, -9),
    ("de2", "Nanling Solar (Leipzig)", "南岭光伏(莱比锡)", "DE", "bank-de", "EUR", 8, 30, 5),
    ("de3", "Nanling Benelux (Aachen)", "南岭比荷卢(亚琛)", "DE", "bank-de", "EUR", 8, 25, -4),
    ("gb", "Nanling UK (London)", "南岭英国(伦敦)", "GB", "bank-gb", "GBP", 9, 30, 7),
    ("gb1", "Nanling Instruments (Leeds)", "南岭仪器(利兹)", "GB", "bank-gb", "GBP", 9, 20, -6),
    ("jp", "Nanling Japan (Osaka)", "南岭日本(大阪)", "JP", "bank-jp", "JPY", 0.05, 35, 6),
    ("jp1", "Nanling Materials (Nagoya)", "南岭材料(名古屋)", "JP", "bank-jp", "JPY", 0.05, 25, -5),
]
TERMS = {"CNY": "cny-demand", "CNH": "cnh-current", "HKD": "hkd-current", "USD": "usd-current", "EUR": "eur-current",
         "GBP": "gbp-current", "SGD": "sgd-current", "JPY": "jpy-current"}
SUB_HEADER = {"bank-sh": "SH.sub", "bank-bj": "BJ.sub"}
HEAD = f"""\
# A year of an invented group: 40 companies, 9 banks, 7 currencies, a tree of three levels (member -> regional
# sub-header -> domestic master -> Hong Kong), and six structures beside each other on the same flows.
# Written by group_of_40.py, which says what is invented; the period is the first year of INT-251, {FIRST} to
# {LAST}.
#
#   rmbsim compare scenarios/library/treasury/group-of-40.yaml
scenario: group-of-40
title: {{en: "Forty companies: six structures on the same flows", zh: "四十家企业:同一流水下的六种结构"}}
period: {{from: {FIRST}, to: {LAST}}}
seed: 40
time_zone: Asia/Shanghai
reporting_currency: CNY
structure_costs: {{set_up: 3000000.00, yearly: 600000.00, discount_rate: 0.06, years: 5}} # an ASSUMPTION
policy: {{regime: INT-251}}
market:
  fx:
    offshore: {{base: EUR, file: library:market/ecb_eur_reference.csv, columns: {{EURUSD: USD, EURCNY: CNY, EURHKD: HKD, EURSGD: SGD, EURGBP: GBP, EURJPY: JPY}}}}
    onshore: {{base: USD, file: library:market/safe_usdcny_central_parity.csv, columns: {{USDCNY_parity: CNY}}, others_from: offshore}}
  curves:
    SHIBOR: {{file: library:market/shibor.csv, unit: percent}}
    LPR: {{file: library:market/lpr.csv, unit: percent, columns: {{LPR_1Y: 1Y, LPR_5Y: 5Y}}}}
  after_last: hold
banks:
  - {{id: bank-sz, name: {{en: Pool bank Shenzhen, zh: 合作银行深圳分行}}, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}}
  - {{id: bank-sh, name: {{en: Pool bank Shanghai, zh: 合作银行上海分行}}, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}}
  - {{id: bank-bj, name: {{en: Pool bank Beijing, zh: 合作银行北京分行}}, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}}
  - {{id: bank-hk, name: {{en: Pool bank Hong Kong, zh: 合作银行香港}}, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}}
  - {{id: bank-sg, name: {{en: Bank Singapore, zh: 新加坡银行}}, jurisdiction: SG, calendar: SG, time_zone: Asia/Singapore}}
  - {{id: bank-us, name: {{en: Bank New York, zh: 纽约银行}}, jurisdiction: US, calendar: US, time_zone: America/New_York}}
  - {{id: bank-de, name: {{en: Bank Frankfurt, zh: 法兰克福银行}}, jurisdiction: DE, calendar: TARGET, time_zone: Europe/Berlin}}
  - {{id: bank-gb, name: {{en: Bank London, zh: 伦敦银行}}, jurisdiction: GB, calendar: GB, time_zone: Europe/London}}
  - {{id: bank-jp, name: {{en: Bank Tokyo, zh: 东京银行}}, jurisdiction: JP, calendar: JP, time_zone: Asia/Tokyo}}

# Named indices come from scenarios/market; fixed rates are ASSUMPTIONS of this scenario.
interest_terms:
  - {{id: cny-demand, credit: {{rate: 0.0005}}, debit: {{index: LPR, tenor: 1Y, margin: 0.0050}}, day_count: ACT/360, settle: {{every: quarter, day: 20}}}}
  - {{id: cny-agreed, credit: {{rate: 0.0070}}, debit: {{index: LPR, tenor: 1Y, margin: 0.0050}}, day_count: ACT/360, settle: {{every: quarter, day: 20}}}}
  - {{id: cnh-current, credit: {{rate: 0.0050}}, debit: {{index: LPR, tenor: 1Y, margin: 0.0120}}, day_count: ACT/360, settle: {{every: month, day: 31}}}}
  - {{id: usd-current, credit: {{rate: 0.0100}}, debit: {{rate: 0.0610}}, day_count: ACT/360, settle: {{every: month, day: 31}}}}
  - {{id: hkd-current, credit: {{rate: 0.0025}}, debit: {{rate: 0.0520}}, day_count: ACT/365F, settle: {{every: month, day: 31}}}}
  - {{id: eur-current, credit: {{rate: 0.0050}}, debit: {{rate: 0.0430}}, day_count: ACT/360, settle: {{every: month, day: 31}}}}
  - {{id: gbp-current, credit: {{rate: 0.0080}}, debit: {{rate: 0.0590}}, day_count: ACT/365F, settle: {{every: month, day: 31}}}}
  - {{id: sgd-current, credit: {{rate: 0.0030}}, debit: {{rate: 0.0480}}, day_count: ACT/365F, settle: {{every: month, day: 31}}}}
  - {{id: jpy-current, credit: {{rate: 0.0010}}, debit: {{rate: 0.0190}}, day_count: ACT/365F, settle: {{every: month, day: 31}}}}
  - {{id: ic-domestic, credit: {{index: SHIBOR, tenor: 1W, margin: 0.0020}}, day_count: ACT/360, settle: {{every: quarter, day: 20}}}}
  - {{id: ic-cross-border, credit: {{index: LPR, tenor: 1Y, margin: -0.0050}}, day_count: ACT/360, settle: {{every: quarter, day: 20}}}}
  - {{id: ic-overseas, credit: {{rate: 0.0350}}, day_count: ACT/360, settle: {{every: quarter, day: 20}}}}
fx_terms:
  - {{id: hk-dealing, bank: bank-hk, market: offshore, spread: 0.0012}}
# Tariffs, and tax on interest between companies of the mainland; tariffs are ASSUMPTIONS of this scenario.
fee_schedules:
  - {{id: sz-tariff, bank: bank-sz, currency: CNY, account_month: 50.00, sweep: {{fixed: 2.00}}, entrusted_loan: {{per_mille: 0.002, max: 100.00}}}}
  - {{id: sh-tariff, bank: bank-sh, currency: CNY, account_month: 50.00, sweep: {{fixed: 2.00}}, entrusted_loan: {{per_mille: 0.002, max: 100.00}}}}
  - {{id: bj-tariff, bank: bank-bj, currency: CNY, account_month: 50.00, sweep: {{fixed: 2.00}}, entrusted_loan: {{per_mille: 0.002, max: 100.00}}}}
  - {{id: hk-tariff, bank: bank-hk, currency: CNH, account_month: 200.00, sweep: {{fixed: 15.00}}}}
tax: {{domestic_vat: 0.06, surcharge: 0.12}}
rails:
  - {{id: cnaps, name: {{en: CNAPS HVPS, zh: 大额支付系统}}, kind: cross_border, calendars: [CN], time_zone: Asia/Shanghai, hours: "08:30-17:15", latency: 30s, fee: 5.00 CNY}}
  - {{id: cips, name: {{en: CIPS, zh: 人民币跨境支付系统}}, kind: cross_border, calendars: [CN, HK], time_zone: Asia/Shanghai, hours: "08:30-17:00", latency: 90s, fee: 30.00 CNY}}
  - {{id: usd-wire, name: {{en: US dollar wire, zh: 美元电汇}}, kind: cross_border, calendars: [US, HK], time_zone: America/New_York, hours: "07:00-17:00", latency: 2h, fee: 25.00 USD}}
  - {{id: eur-wire, name: {{en: Euro wire, zh: 欧元电汇}}, kind: cross_border, calendars: [TARGET, HK], time_zone: Europe/Berlin, hours: "07:00-16:00", latency: 2h, fee: 15.00 EUR}}
"""


def money(amount):
    return f"{amount:.2f}"


def local(amount_cny, worth, currency):
    """A rough size in a company's own currency; yen have no decimals."""
    value = amount_cny / worth
    return f"{round(value)}" if currency == "JPY" else money(value)


def account_of(entity):
    return f"{entity.upper()}.ops"


def places():
    lines = ["entities:"]
    for id_, en, zh, _, equity, *_ in MAINLAND:
        lines.append(f"  - {{id: {id_}, name: {{en: \"{en}\", zh: {zh}}}, jurisdiction: CN, equity: {equity}000000.00 CNY}}")
    for id_, en, zh, country, *_ in OVERSEAS:
        lines.append(f"  - {{id: {id_}, name: {{en: \"{en}\", zh: {zh}}}, jurisdiction: {country}}}")
    lines.append("accounts:")
    lines.append("  - {id: SZ.master, owner: sz, bank: bank-sz, currency: CNY, kind: domestic_master, opening: 20000000.00, interest: cny-agreed}")
    for bank, sub, owner in (("bank-sh", "SH.sub", "sh"), ("bank-bj", "BJ.sub", "tj")):
        lines.append(f"  - {{id: {sub}, owner: {owner}, bank: {bank}, currency: CNY, opening: 5000000.00, overdraft: 200000000.00, interest: cny-agreed}}")
    lines.append("  - {id: HK.header, owner: hk, bank: bank-hk, currency: CNH, kind: overseas_header, opening: -120000000.00, overdraft: 3000000000.00, interest: cnh-current}")
    for currency, opening, overdraft in (("USD", "3000000.00", "200000000.00"), ("EUR", "1500000.00", "100000000.00")):
        lines.append(f"  - {{id: HK.{currency.lower()}, owner: hk, bank: bank-hk, currency: {currency}, kind: collection, opening: {opening}, overdraft: {overdraft}, interest: {TERMS[currency]}}}")
    for id_, _, _, bank, _, size, drift in MAINLAND:
        opening = size * 10_000 * (25 if drift > 0 else 5)
        lines.append(f"  - {{id: {account_of(id_)}, owner: {id_}, bank: {bank}, currency: CNY, opening: {money(opening)}, overdraft: {money(size * 10_000 * 150)}, interest: cny-demand}}")
    for id_, _, _, _, bank, currency, worth, size, drift in OVERSEAS:
        opening = local(size * 10_000 * (20 if drift > 0 else 4), worth, currency)
        overdraft = local(size * 10_000 * 200, worth, currency)
        lines.append(f"  - {{id: {account_of(id_)}, owner: {id_}, bank: {bank}, currency: {currency}, opening: {opening}, overdraft: {overdraft}, interest: {TERMS[currency]}}}")
    return lines


def mainland_links(method):
    lines = []
    for priority, (id_, _, _, bank, *_) in enumerate(MAINLAND):
        header = SUB_HEADER.get(bank, "SZ.master")
        lines.append(f"{{id: {id_}-up, child: {account_of(id_)}, header: {header}, {method}, priority: {priority + 1}, at: \"15:30 Asia/Shanghai\"}}")
    for sub in SUB_HEADER.values():
        lines.append(f"{{id: {sub.split('.')[0].lower()}-master, child: {sub}, header: SZ.master, method: target, target: 1000000.00, min_up: 100000.00, priority: 50, at: \"15:45 Asia/Shanghai\", rail: cnaps}}")
    return lines


def overseas_links():
    lines = []
    for id_, _, _, country, bank, currency, *_ in OVERSEAS:
        if id_ == "hk":
            lines.append("{id: hk-up, child: HK.ops, header: HK.header, method: zero_balance, priority: 10, at: \"16:00 Asia/Hong_Kong\"}")
        elif currency == "CNH":
            lines.append(f"{{id: {id_}-up, child: {account_of(id_)}, header: HK.header, method: zero_balance, priority: 20, at: \"16:00 Asia/Hong_Kong\"}}")
        elif currency == "USD" and country == "HK":
            lines.append(f"{{id: {id_}-up, child: {account_of(id_)}, header: HK.usd, method: zero_balance, priority: 20, at: \"11:00 Asia/Hong_Kong\"}}")
        elif currency == "USD":
            when = "11:00 Asia/Singapore" if country == "SG" else "15:00 America/New_York"
            lines.append(f"{{id: {id_}-up, child: {account_of(id_)}, header: HK.usd, method: target, target: 300000.00, unit: 1000.00, min_up: 200000.00, min_down: 200000.00, priority: 30, at: \"{when}\", rail: usd-wire}}")
        elif currency == "EUR":
            lines.append(f"{{id: {id_}-up, child: {account_of(id_)}, header: HK.eur, method: range, lower: 0.00, upper: 400000.00, unit: 1000.00, min_up: 100000.00, priority: 30, at: \"14:00 Europe/Berlin\", rail: eur-wire}}")
    lines.append("{id: eur-hk, child: HK.eur, header: HK.header, method: target, target: 500000.00, unit: 1000.00, min_up: 200000.00, min_down: 200000.00, priority: 40, at: \"15:00 Asia/Hong_Kong\", fx: hk-dealing}")
    lines.append("{id: usd-hk, child: HK.usd, header: HK.header, method: target, target: 2000000.00, unit: 1000.00, min_up: 500000.00, min_down: 500000.00, priority: 50, at: \"15:30 Asia/Hong_Kong\", fx: hk-dealing}")
    return lines


def crossing(target):
    return [f"{{id: master-hk, child: SZ.master, header: HK.header, method: target, target: {target}, unit: 10000.00, min_up: 1000000.00, min_down: 1000000.00, priority: 10, at: \"16:30 Asia/Shanghai\", cut_off: \"17:00 Asia/Shanghai\", rail: cips, limits: [od-quota, fd-quota]}}"]


def pool(links, limits, ratio, indent):
    pad = " " * indent
    lines = [f"{pad}- id: group", f"{pad}  name: {{en: Nanling integrated pool, zh: 南岭一体化资金池}}", f"{pad}  host: sz", f"{pad}  members:"]
    for id_, *_ in MAINLAND:
        lines.append(f"{pad}    - {{entity: {id_}, foreign_debt_ratio: 0.10, overseas_lending_ratio: {ratio}}}")
    for id_, *_ in OVERSEAS:
        lines.append(f"{pad}    - {{entity: {id_}}}")
    lines.append(f"{pad}  facts: {FACTS}")
    if limits:
        lines += [f"{pad}  limits:",
                  f"{pad}    - {{id: od-quota, quota: overseas_lending_quota, title: {{en: Overseas lending, zh: 境外放款集中额度}}}}",
                  f"{pad}    - {{id: fd-quota, quota: foreign_debt_quota, title: {{en: Foreign debt, zh: 外债集中额度}}}}"]
    lines.append(f"{pad}  intercompany: {{domestic: ic-domestic, cross_border: ic-cross-border, overseas: ic-overseas, withholding_tax: 0.07, vat: 0.06}}")
    lines.append(f"{pad}  service_fee: {{account: SZ.master, month: 5000.00}}")
    lines.append(f"{pad}  links:")
    lines += [f"{pad}    - {link}" for link in links]
    return lines


def flows():
    """Sales on most days, suppliers nearly as much; drift is what stays, in percent of the sales."""
    lines = ["flows:"]
    companies = [(id_, size * 10_000, 1, drift, "CNY") for id_, _, _, _, _, size, drift in MAINLAND]
    companies += [(id_, size * 10_000, worth, drift, currency) for id_, _, _, _, _, currency, worth, size, drift in OVERSEAS]
    for id_, size, worth, drift, currency in companies:
        amount = lambda factor: local(size * factor, worth, currency)
        account = account_of(id_)
        spend = (100 - drift) / 100
        lines.append(f"  - {{generate: {id_}-sales, account: {account}, kind: sales, count: [1, 3], hours: \"09:00-15:00\", amounts: {{\"0\": {amount(0.1)}, \"0.5\": {amount(0.8)}, \"1\": {amount(2.2)}}}, season: [{{from: 2026-02-09, to: 2026-02-28, percent: 60}}]}}")
        lines.append(f"  - {{generate: {id_}-suppliers, account: {account}, kind: suppliers, count: [1, 2], hours: \"09:00-15:00\", amounts: {{\"0\": {amount(0.1 * spend)}, \"0.5\": {amount(0.7 * spend)}, \"1\": {amount(2.4 * spend)}}}}}")
        lines.append(f"  - {{generate: {id_}-payroll, account: {account}, kind: payroll, every: month, day: 25, hours: \"09:00-15:00\", amounts: {{\"0\": {amount(5.5 * spend)}, \"1\": {amount(6.5 * spend)}}}}}")
        lines.append(f"  - {{generate: {id_}-tax, account: {account}, kind: tax, every: month, day: 15, hours: \"09:00-15:00\", amounts: {{\"0\": {amount(3.0 * spend)}, \"1\": {amount(4.0 * spend)}}}}}")
    return lines


def compare():
    mainland = mainland_links("method: zero_balance")
    variants = [
        ("no-pool", "no pool", "无资金池", None, None),
        ("mainland", "mainland only", "仅境内归集", pool(mainland, False, "0.05", 8), None),
        ("regions", "two regions", "境内外分别归集", pool(mainland + overseas_links(), False, "0.05", 8), None),
        ("little-room", "across, little quota", "跨境一体化(少归集额度)", pool(mainland + overseas_links() + crossing("10000000.00"), True, "0.02", 8), None),
        ("cross-border", "across the border", "跨境一体化", pool(mainland + overseas_links() + crossing("10000000.00"), True, "0.05", 8), None),
        ("hybrid", "hybrid, HK notional", "境内归集+香港名义池", pool(mainland + crossing("10000000.00"), True, "0.05", 8), "notional"),
    ]
    lines = ["compare:"]
    for name, en, zh, pools, notional in variants:
        lines.append(f"  - name: {name}")
        if name == "no-pool":
            lines.append("    baseline: true")
        lines.append(f"    title: {{en: \"{en}\", zh: {zh}}}")
        lines.append("    set:")
        lines.append("      pools: []" if pools is None else "      pools:")
        lines += pools or []
        if notional:
            lines += ["      notional_pools:",
                      "        - id: hk-notional",
                      "          header: HK.header",
                      "          accounts: [HK.header, HK.ops, HK1.ops, HK2.ops]",
                      "          style: advantage",
                      "          agreements: {cross_guarantee: true, right_of_set_off: true, non_resident_participation: true}",
                      "          allocation: {rule: no_worse_off, by: matched_offset}"]
    return lines


def main():
    base = pool(mainland_links("method: zero_balance") + overseas_links() + crossing("10000000.00"), True, "0.05", 2)
    equity = sum(row[4] for row in MAINLAND)
    expect = ["# By hand. The mainland members' equity adds up to " + f"{equity:,} million: lending quota 0.8 × 5 % of it, debt quota",
              "# 3.5 × 10 % of it. A zero-balance member stands at zero on every evening on which its bank is open.",
              "expect:",
              f"  - {{limit: od-quota, never_above: \"{money(equity * 1_000_000 * 0.8 * 0.05)}\"}}",
              f"  - {{limit: fd-quota, never_above: \"{money(equity * 1_000_000 * 3.5 * 0.10)}\"}}",
              "  - {balance: DG.ops, on: 2026-01-09, is: \"0.00\"}",
              "  - {balance: XA.ops, on: 2026-05-20, is: \"0.00\"}",
              "  - {balance: HK1.ops, on: 2026-09-18, is: \"0.00\"}"]
    text = "\n".join([HEAD.rstrip("\n")] + places() + ["pools:"] + base + flows() + compare() + expect) + "\n"
    pathlib.Path(__file__).with_name("group-of-40.yaml").write_text(text, encoding="utf-8")


main()
