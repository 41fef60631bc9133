"""make_year.py FOLDER: writes scenario.yaml and flows.csv of a group with 1,000 accounts in one pool and
1,000,000 flows, each account swept to zero on every day that its bank is open.

The period begins with INT-251 and has 330 days, as when the table in docs/bench.md was first made.
"""
import datetime
import pathlib
import random
import sys

ENTITIES = 50
ACCOUNTS = 1_000
FLOWS = 1_000_000
FIRST = datetime.date(2025, 12, 26)
LAST = datetime.date(2026, 11, 20)
KINDS = ["sales", "sales", "sales", "sales", "other_receipt", "suppliers", "payroll", "tax", "rent",
         "other_payment"]
RECEIVED = {"sales", "other_receipt"}

HEAD = """\
scenario: bench-year
title: {{en: "A year of 1,000 accounts in one pool", zh: "一千个账户的一年"}}
period: {{from: {first}, to: {last}}}
seed: 1
time_zone: Asia/Shanghai
reporting_currency: CNY
policy: {{regime: INT-251, overlays: []}}

market:
  fx:
    offshore: {{base: EUR, file: library:market/ecb_eur_reference.csv, columns: {{EURUSD: USD, EURCNY: CNY}}}}
    onshore: {{base: USD, file: library:market/safe_usdcny_central_parity.csv, columns: {{USDCNY_parity: CNY}}, others_from: offshore}}
  curves:
    SHIBOR: {{file: library:market/shibor.csv, unit: percent}}
    LPR: {{file: library:market/lpr.csv, unit: percent, columns: {{LPR_1Y: 1Y, LPR_5Y: 5Y}}}}
  after_last: hold

banks:
  - {{id: bank, name: {{en: Bank, zh: 银行}}, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}}

interest_terms:
  - {{id: demand, credit: {{rate: 0.0005}}, debit: {{index: LPR, tenor: 1Y, margin: 0.0050}}, day_count: ACT/360, settle: {{every: quarter, day: 20, settlement_day_earns: true}}}}
  - {{id: intercompany, credit: {{index: SHIBOR, tenor: 1W, margin: 0.0020}}, day_count: ACT/360, settle: {{every: quarter, day: 20, settlement_day_earns: true}}}}

flows:
  - {{file: flows.csv}}
"""

POOL = """\
pools:
  - id: group
    name: {en: Group pool, zh: 集团资金池}
    host: e0
    facts:
      group_intl_receipts_payments_prior_year: 8260000000.00
      domestic_revenue_prior_year: 12940000000.00
      overseas_revenue_prior_year: 3480000000.00
      real_business_need: true
      treasury_structure_and_internal_control: true
      internal_management_system: true
      no_major_violation_two_years: true
      trade_members_class_a: true
      no_financial_institution_member: true
      no_local_government_platform: true
      no_real_estate_enterprise: true
      host_is_domestic_legal_person: true
      bank_same_province_as_host: true
    intercompany: {domestic: intercompany, cross_border: intercompany, overseas: intercompany, withholding_tax: 0.07, vat: 0.06}
"""


def write_scenario(path):
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEAD.format(first=FIRST, last=LAST))
        out.write("\nentities:\n")
        for i in range(ENTITIES):
            out.write(f"  - {{id: e{i}, name: {{en: Company {i}, zh: 公司{i}}}, jurisdiction: CN, "
                      f"equity: 100000000.00 CNY}}\n")
        out.write("\naccounts:\n")
        for i in range(ACCOUNTS):
            kind = ", kind: domestic_master" if i == 0 else ""
            out.write(f"  - {{id: a{i}, owner: e{i % ENTITIES}, bank: bank, currency: CNY{kind}, "
                      f"opening: 1000000.00, overdraft: 10000000000.00, interest: demand}}\n")
        out.write("\n" + POOL + "    members:\n")
        for i in range(ENTITIES):
            out.write(f"      - {{entity: e{i}}}\n")
        out.write("    links:\n")
        for i in range(1, ACCOUNTS):
            out.write(f"      - {{id: l{i}, child: a{i}, header: a0, method: zero_balance, "
                      f"priority: 10, at: \"16:00 Asia/Shanghai\"}}\n")


def write_flows(path):
    rng = random.Random(1)
    days = (LAST - FIRST).days + 1
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,date,time,account,kind,amount,note\n")
        number = 0
        for day in range(days):
            date = FIRST + datetime.timedelta(days=day)
            for _ in range(FLOWS * (day + 1) // days - FLOWS * day // days):
                number += 1
                kind = KINDS[int(rng.random() * len(KINDS))]
                cents = 1 + int(rng.random() * 10_000_000)
                minute = 540 + int(rng.random() * 540)
                sign = "" if kind in RECEIVED else "-"
                out.write(f"F-{number},{date},{minute // 60:02d}:{minute % 60:02d},"
                          f"a{int(rng.random() * ACCOUNTS)},{kind},{sign}{cents // 100}.{cents % 100:02d},\n")


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write_scenario(folder / "scenario.yaml")
    write_flows(folder / "flows.csv")
    print(f"{(LAST - FIRST).days + 1} days, {ACCOUNTS} accounts, {FLOWS} flows")


if __name__ == "__main__":
    main()
