"""The quarter of the invented Longgang group, as numbers: who receives and pays what, and when.

Unit: `wan` = 10,000 of the account's currency (万). Whole numbers only; no floats.
Every figure is an ASSUMPTION of this scenario. make_flows.py turns it into lines.
"""

YEAR = 2026

# ---- Season: how busy a mainland banking day is, in percent of an ordinary one (Spring Festival 17 February).
# First matching row wins; a day that is not listed is 100.
RECEIPT_SEASON = [
    ("2026-01-04", "2026-01-04", 50),
    ("2026-01-05", "2026-01-09", 90),
    ("2026-01-12", "2026-01-12", 170),   # customers pay on the 10th and 25th too
    ("2026-01-26", "2026-01-26", 210),
    ("2026-01-27", "2026-01-30", 135),   # and settle before the festival
    ("2026-02-10", "2026-02-10", 210),
    ("2026-02-02", "2026-02-13", 115),
    ("2026-02-14", "2026-02-14", 25),
    ("2026-02-25", "2026-02-25", 60),
    ("2026-02-24", "2026-02-28", 25),
    ("2026-03-02", "2026-03-06", 45),
    ("2026-03-10", "2026-03-10", 150),
    ("2026-03-09", "2026-03-13", 75),
    ("2026-03-25", "2026-03-25", 220),
    ("2026-03-16", "2026-03-20", 110),
    ("2026-03-23", "2026-03-31", 130),
]
SPEND_SEASON = [
    ("2026-01-04", "2026-01-04", 40),
    ("2026-02-14", "2026-02-14", 15),
    ("2026-02-24", "2026-02-28", 30),
    ("2026-03-02", "2026-03-06", 60),
]

# ---- Supplier runs: the 10th and 25th, or the next mainland business day; one more run before the festival.
# Share of the month's suppliers in percent; what is left is spread over the other days (freight, power, spot buys).
SUPPLIER_RUNS = {
    1: [("2026-01-12", 28), ("2026-01-26", 30)],
    2: [("2026-02-10", 38), ("2026-02-12", 18), ("2026-02-25", 12)],
    3: [("2026-03-10", 25), ("2026-03-25", 30)],
}

# ---- Mainland companies. `receipts`: wan on a day of season 100. `suppliers`: per month, outside the group.
COMPANIES = {
    "SZ.ops": dict(
        receipts=2160, customers=6, suppliers={1: 42000, 2: 27000, 3: 33600}, spot_lines=5, run_lines=25,
        payroll={"2026-01-09": 4500, "2026-02-10": 4500, "2026-03-10": 4500}, bonus=("2026-02-06", 6000),
        social=1400, vat={1: 2600, 2: 2200, 3: 1700}, cit=2000, rent=400, other=40,
        capex=[("2026-01-21", 1800, "SMT line 3: delivery"), ("2026-02-05", 1200, "SMT line 3: acceptance"),
               ("2026-03-17", 3000, "test hall: second milestone")]),
    "HZ.ops": dict(
        receipts=690, customers=4, suppliers={1: 11800, 2: 8500, 3: 8700}, spot_lines=3, run_lines=14,
        payroll={"2026-01-15": 2800, "2026-02-11": 2800, "2026-03-13": 2800}, bonus=("2026-02-09", 3500),
        social=900, vat={1: 1100, 2: 900, 3: 700}, cit=400, rent=200, other=14,
        capex=[("2026-01-28", 1500, "moulds: first half"), ("2026-03-26", 1000, "moulds: second half")]),
    "CD.ops": dict(
        receipts=970, customers=4, suppliers={1: 15500, 2: 10500, 3: 12000}, spot_lines=3, run_lines=14,
        payroll={"2026-01-15": 3000, "2026-02-11": 3000, "2026-03-13": 3000}, bonus=("2026-02-09", 3800),
        social=1000, vat={1: 1400, 2: 1200, 3: 1000}, cit=600, rent=200, other=16,
        capex=[("2026-01-20", 2500, "building B: topping out"), ("2026-03-19", 2000, "building B: facade")]),
    "SU.ops": dict(
        receipts=830, customers=5, suppliers={1: 2200, 2: 1600, 3: 2200}, spot_lines=2, run_lines=6,
        payroll={"2026-01-09": 600, "2026-02-10": 600, "2026-03-10": 600}, bonus=("2026-02-06", 700),
        social=200, vat={1: 700, 2: 600, 3: 500}, cit=400, rent=160, other=10, capex=[]),
    "DG.ops": dict(
        receipts=140, customers=2, suppliers={1: 3800, 2: 3000, 3: 3200}, spot_lines=2, run_lines=6,
        payroll={"2026-01-15": 1200, "2026-02-11": 1200, "2026-03-13": 1200}, bonus=("2026-02-09", 1400),
        social=400, vat={1: 350, 2: 300, 3: 250}, cit=100, rent=100, other=6,
        capex=[("2026-03-12", 1200, "press 400 t: delivery")]),
}
SOCIAL_DAYS = ["2026-01-16", "2026-02-12", "2026-03-16"]     # social insurance and housing fund
TAX_DAYS = {1: "2026-01-20", 2: "2026-02-24", 3: "2026-03-16"}  # the 15th, moved by the calendar; January also the CIT prepayment
RENT_DAYS = ["2026-01-05", "2026-02-02", "2026-03-02"]

# ---- Inside the group: each line has its mirror on the other account, same day and amount.
PARTS = [("HZ.ops", 2000, "moulded parts"), ("DG.ops", 1800, "metal parts")]   # SZ pays on each 10th/25th run
PARTS_DAYS = ["2026-01-12", "2026-01-26", "2026-02-10", "2026-02-25", "2026-03-10", "2026-03-25"]
GOODS_SHARE = 70       # SU pays SZ this share (percent) of its receipts since the last payment, Tuesdays and Fridays
# HK pays SZ and CD for goods in renminbi (trade, not lending): date, wan to SZ, wan to CD
TRADE = [("2026-01-08", 2100, 900), ("2026-01-15", 2000, 800), ("2026-01-22", 1800, 600), ("2026-01-29", 1500, 500),
         ("2026-02-05", 1500, 700), ("2026-02-11", 1300, 500), ("2026-03-04", 1300, 500), ("2026-03-11", 2400, 1000),
         ("2026-03-18", 3200, 1400), ("2026-03-24", 2900, 1300), ("2026-03-30", 2700, 1100)]

# ---- One-off lines: account, date, time, kind, wan (sign as in the file), note
ONE_OFF = [
    ("SZ.ops", "2026-03-20", "14:00", "dividend", -3000, "dividend to shareholders"),
    ("HZ.ops", "2026-03-20", "11:00", "loan_repayment", -1000, "term loan: instalment"),
    ("CD.ops", "2026-01-20", "10:00", "loan_drawdown", 2000, "building loan: second tranche"),
    ("HK.hkd", "2026-03-27", "11:00", "tax", -120, "profits tax: second instalment"),
]

# ---- Overseas. Per local business day: account, kind, wan per week by month, lines a day, note
OVERSEAS_DAILY = [
    ("HK.header", "sales", {1: 2400, 2: 2900, 3: 2500}, 1, "customer (CNH)"),
    ("HK.usd", "sales", {1: 330, 2: 320, 3: 300}, 2, "customer (USD)"),
    ("HK.hkd", "sales", {1: 300, 2: 260, 3: 310}, 1, "customer (HKD)"),
    ("HK.eur", "sales", {1: 50, 2: 46, 3: 52}, 1, "customer (EUR)"),
    ("SG.usd", "sales", {1: 95, 2: 80, 3: 95}, 1, "customer"),
    ("US.usd", "sales", {1: 110, 2: 105, 3: 110}, 1, "customer"),
    ("SG.usd", "other_payment", {1: -25, 2: -25, 3: -25}, 1, "freight and local costs"),
    ("US.usd", "other_payment", {1: -30, 2: -30, 3: -30}, 1, "freight and local costs"),
]
# Dated payments abroad: account, kind, {date: wan}, lines, note
OVERSEAS_DATED = [
    ("HK.usd", "suppliers", {"2026-01-12": -520, "2026-01-20": -380, "2026-01-26": -640, "2026-02-05": -420, "2026-02-10": -700,
                             "2026-02-25": -520, "2026-03-05": -320, "2026-03-10": -620, "2026-03-19": -400, "2026-03-25": -700},
     8, "components"),
    ("HK.hkd", "payroll", {"2026-01-28": -380, "2026-02-13": -620, "2026-03-30": -380}, 2, "salaries Hong Kong"),
    ("HK.hkd", "rent", {"2026-01-05": -110, "2026-02-02": -110, "2026-03-02": -110}, 1, "office and warehouse"),
    ("HK.hkd", "other_payment", {"2026-01-14": -640, "2026-02-12": -560, "2026-03-13": -600}, 6, "air freight and terminal fees"),
    ("HK.eur", "suppliers", {"2026-01-20": -110, "2026-02-20": -130, "2026-03-20": -120}, 3, "connectors"),
    ("SG.usd", "payroll", {"2026-01-27": -45, "2026-02-12": -70, "2026-03-27": -45}, 1, "salaries Singapore"),
    ("SG.usd", "rent", {"2026-01-05": -9, "2026-02-02": -9, "2026-03-02": -9}, 1, "office"),
    ("US.usd", "payroll", {"2026-01-15": -38, "2026-01-30": -38, "2026-02-13": -38, "2026-02-27": -38, "2026-03-13": -38, "2026-03-31": -38}, 1, "payroll"),
    ("US.usd", "rent", {"2026-01-05": -14, "2026-02-02": -14, "2026-03-02": -14}, 1, "warehouse"),
    ("US.usd", "tax", {"2026-01-15": -25}, 1, "estimated tax"),
]
# SG and US pay HK for goods in USD: from, date, wan; the mirror is credited on HK.usd the same day
USD_TRADE = [("SG.usd", "2026-01-23", 150), ("US.usd", "2026-01-28", 160), ("SG.usd", "2026-02-24", 140),
             ("US.usd", "2026-02-26", 150), ("SG.usd", "2026-03-24", 150), ("US.usd", "2026-03-26", 160)]
