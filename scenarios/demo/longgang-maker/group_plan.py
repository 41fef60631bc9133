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
    ("2026-01-12", "2026-01-12", 235),   # customers pay on the 10th and 25th too
    ("2026-01-26", "2026-01-26", 285),
    ("2026-01-27", "2026-01-30", 135),   # and settle before the festival
    ("2026-02-10", "2026-02-10", 250),
    ("2026-02-02", "2026-02-13", 115),
    ("2026-02-14", "2026-02-14", 25),
    ("2026-02-25", "2026-02-25", 65),
    ("2026-02-24", "2026-02-28", 25),
    ("2026-03-02", "2026-03-06", 45),
    ("2026-03-10", "2026-03-10", 190),
    ("2026-03-09", "2026-03-13", 75),
    ("2026-03-25", "2026-03-25", 220),
    ("2026-03-16", "2026-03-20", 110),
    ("2026-03-23", "2026-03-31", 130),
]

# ---- Suppliers are paid in runs on the 10th and 25th, or the next mainland business day, and once more before the
# festival; size in percent of a company's ordinary run.
SUPPLIER_RUNS = {"2026-01-12": 100, "2026-01-26": 105, "2026-02-05": 60, "2026-02-10": 70, "2026-02-12": 20, "2026-02-25": 20,
                 "2026-03-10": 30, "2026-03-25": 80}
# Between the runs: freight, power, spot buys, instalments, in percent of a company's ordinary day. Treasury lets
# them follow the cash that comes in: stock is built in January, little is bought after the festival.
SPOT_SEASON = {
    "2026-01-04": 60, "2026-01-05": 155, "2026-01-06": 180, "2026-01-07": 160, "2026-01-08": 320, "2026-01-09": 10,
    "2026-01-12": 10, "2026-01-13": 195, "2026-01-14": 55, "2026-01-15": 320, "2026-01-16": 40, "2026-01-19": 115,
    "2026-01-20": 195, "2026-01-21": 70, "2026-01-22": 265, "2026-01-23": 190, "2026-01-26": 15, "2026-01-27": 230,
    "2026-01-28": 320, "2026-01-29": 260, "2026-01-30": 260, "2026-02-02": 160, "2026-02-03": 180, "2026-02-04": 170,
    "2026-02-05": 10, "2026-02-06": 45, "2026-02-09": 85, "2026-02-10": 20, "2026-02-11": 145, "2026-02-12": 95,
    "2026-02-13": 310, "2026-02-14": 75, "2026-02-24": 10, "2026-02-25": 10, "2026-02-26": 20, "2026-02-27": 85,
    "2026-02-28": 65, "2026-03-02": 70, "2026-03-03": 90, "2026-03-04": 115, "2026-03-05": 105, "2026-03-06": 100,
    "2026-03-09": 145, "2026-03-10": 15, "2026-03-11": 185, "2026-03-12": 75, "2026-03-13": 45, "2026-03-16": 110,
    "2026-03-17": 65, "2026-03-18": 305, "2026-03-19": 115, "2026-03-20": 195, "2026-03-23": 260, "2026-03-24": 320,
    "2026-03-25": 10, "2026-03-26": 10, "2026-03-27": 320, "2026-03-30": 320, "2026-03-31": 280,
}

# ---- Mainland companies. `receipts`: wan on a day of season 100; `run` and `spot`: wan of a run, of a spot day of 100.
COMPANIES = {
    "SZ.ops": dict(
        receipts=2160, customers=4, run=5500, spot=1200, spot_lines=3, run_lines=20,
        payroll={"2026-01-09": 4500, "2026-02-10": 4500, "2026-03-10": 4500}, bonus=("2026-02-06", 6000),
        social=1400, vat={1: 1300, 2: 1100, 3: 1200}, cit=1000, rent=400, other=40,
        capex=[("2026-01-21", 1800, "SMT line 3: delivery"), ("2026-02-05", 1200, "SMT line 3: acceptance"),
               ("2026-03-17", 3000, "test hall: second milestone")]),
    "HZ.ops": dict(
        receipts=690, customers=3, run=1600, spot=340, spot_lines=2, run_lines=12,
        payroll={"2026-01-14": 2800, "2026-02-11": 2800, "2026-03-12": 2800}, bonus=("2026-02-09", 3500),
        social=900, vat={1: 500, 2: 400, 3: 450}, cit=200, rent=200, other=14,
        capex=[("2026-01-28", 1500, "moulds: first half"), ("2026-03-26", 1000, "moulds: second half")]),
    "CD.ops": dict(
        receipts=970, customers=3, run=2100, spot=450, spot_lines=2, run_lines=12,
        payroll={"2026-01-15": 3000, "2026-02-11": 3000, "2026-03-13": 3000}, bonus=("2026-02-09", 3800),
        social=1000, vat={1: 700, 2: 600, 3: 650}, cit=300, rent=200, other=16,
        capex=[("2026-01-20", 2500, "building B: topping out"), ("2026-03-19", 2000, "building B: facade")]),
    "SU.ops": dict(
        receipts=830, customers=3, run=300, spot=75, spot_lines=2, run_lines=6,
        payroll={"2026-01-09": 600, "2026-02-10": 600, "2026-03-10": 600}, bonus=("2026-02-06", 700),
        social=200, vat={1: 400, 2: 350, 3: 350}, cit=200, rent=160, other=10, capex=[]),
    "DG.ops": dict(
        receipts=163, customers=2, run=600, spot=110, spot_lines=1, run_lines=6,
        payroll={"2026-01-15": 1200, "2026-02-11": 1200, "2026-03-13": 1200}, bonus=("2026-02-09", 1400),
        social=400, vat={1: 350, 2: 300, 3: 250}, cit=100, rent=100, other=6,
        capex=[("2026-03-12", 1200, "press 400 t: delivery")]),
}
SOCIAL_DAYS = ["2026-01-16", "2026-02-12", "2026-03-16"]     # social insurance and housing fund
VAT_DAYS = {1: "2026-01-20", 2: "2026-02-24", 3: "2026-03-16"}   # last filing days of 2026: 税总办征科函〔2025〕64号
CIT_DAY = "2026-01-19"                                       # prepayment for the fourth quarter
RENT_DAYS = ["2026-01-05", "2026-02-02", "2026-03-02"]

# ---- Inside the group: each line has its mirror on the other account, same day and amount.
PARTS = [("HZ.ops", 2000, "moulded parts"), ("DG.ops", 1800, "metal parts")]   # SZ pays on each 10th/25th run
PARTS_DAYS = ["2026-01-12", "2026-01-26", "2026-02-10", "2026-02-25", "2026-03-10", "2026-03-25"]
GOODS_SHARE = 70       # SU pays SZ this share (percent) of its receipts since the last payment, Tuesdays and Fridays
# HK pays SZ and CD for goods in renminbi (trade, not lending): date, wan to SZ, wan to CD
TRADE = [("2026-01-08", 2800, 1200), ("2026-01-12", 1100, 400), ("2026-01-15", 3900, 1600), ("2026-01-20", 1800, 700),
         ("2026-01-22", 1400, 600), ("2026-01-26", 1100, 500), ("2026-01-28", 2800, 1200),
         ("2026-02-05", 1000, 500), ("2026-02-12", 700, 300), ("2026-03-04", 1000, 500), ("2026-03-11", 1000, 400),
         ("2026-03-16", 1600, 600), ("2026-03-18", 2500, 1100), ("2026-03-20", 1700, 700),
         ("2026-03-24", 1000, 500), ("2026-03-27", 1600, 600),
         ("2026-03-30", 2500, 1100)]

# ---- One-off lines: account, date, time, kind, wan (sign as in the file), note
ONE_OFF = [
    ("SZ.ops", "2026-03-20", "14:00", "dividend", -3000, "dividend to shareholders"),
    ("HZ.ops", "2026-03-20", "11:00", "loan_repayment", -1000, "term loan: instalment"),
    ("SZ.ops", "2026-01-27", "11:00", "other_receipt", 900, "export VAT refund"),
    ("SZ.ops", "2026-02-11", "11:00", "other_receipt", 850, "export VAT refund"),
    ("SZ.ops", "2026-03-26", "11:00", "other_receipt", 800, "export VAT refund"),
    ("CD.ops", "2026-02-13", "11:00", "other_receipt", 350, "export VAT refund"),
    ("CD.ops", "2026-01-20", "10:00", "loan_drawdown", 2000, "building loan: second tranche"),
    ("HK.hkd", "2026-03-27", "11:00", "tax", -120, "profits tax: second instalment"),
]

# ---- Overseas. Per local business day: account, kind, wan per week by month, lines a day, note
OVERSEAS_DAILY = [
    ("HK.header", "sales", {1: 2400, 2: 2900, 3: 2500}, 1, "customer (CNH)"),
    ("HK.usd", "sales", {1: 355, 2: 325, 3: 300}, 2, "customer (USD)"),
    ("HK.hkd", "sales", {1: 300, 2: 260, 3: 310}, 1, "customer (HKD)"),
    ("HK.eur", "sales", {1: 50, 2: 46, 3: 52}, 1, "customer (EUR)"),
    ("SG.usd", "sales", {1: 95, 2: 80, 3: 95}, 1, "customer"),
    ("US.usd", "sales", {1: 110, 2: 105, 3: 110}, 1, "customer"),
    ("SG.usd", "other_payment", {1: -25, 2: -25, 3: -25}, 1, "freight and local costs"),
    ("US.usd", "other_payment", {1: -30, 2: -30, 3: -30}, 1, "freight and local costs"),
]
# Dated lines abroad: account, kind, {date: wan}, lines, note
OVERSEAS_DATED = [
    ("HK.header", "suppliers", {"2026-01-14": -2500, "2026-01-21": -2500, "2026-01-28": -2000, "2026-02-27": -2500,
                                "2026-03-09": -2500, "2026-03-26": -5000}, 3,
     "contract manufacturer (CNH)"),
    ("HK.header", "sales", {"2026-02-06": 2600, "2026-02-09": 2400, "2026-02-10": 2000}, 2, "settlement before the festival (CNH)"),
    ("HK.usd", "suppliers", {"2026-01-08": -420, "2026-01-15": -480, "2026-01-22": -480, "2026-01-29": -500, "2026-02-05": -430,
                             "2026-02-12": -470, "2026-02-20": -260, "2026-02-26": -320, "2026-03-05": -380, "2026-03-12": -430,
                             "2026-03-19": -470, "2026-03-26": -500}, 7, "components"),
    ("HK.hkd", "payroll", {"2026-01-28": -380, "2026-02-13": -620, "2026-03-30": -380}, 2, "salaries Hong Kong"),
    ("HK.hkd", "rent", {"2026-01-05": -110, "2026-02-02": -110, "2026-03-02": -110}, 1, "office and warehouse"),
    ("HK.hkd", "other_payment", {"2026-01-14": -640, "2026-02-12": -560, "2026-03-13": -600}, 6, "air freight and terminal fees"),
    ("HK.eur", "suppliers", {"2026-01-20": -60, "2026-02-20": -70, "2026-03-20": -65}, 3, "connectors"),
    ("SG.usd", "payroll", {"2026-01-27": -45, "2026-02-12": -70, "2026-03-27": -45}, 1, "salaries Singapore"),
    ("SG.usd", "rent", {"2026-01-05": -9, "2026-02-02": -9, "2026-03-02": -9}, 1, "office"),
    ("US.usd", "payroll",
     {"2026-01-15": -38, "2026-01-30": -38, "2026-02-13": -38, "2026-02-27": -38, "2026-03-13": -38, "2026-03-31": -38}, 1, "payroll"),
    ("US.usd", "rent", {"2026-01-05": -14, "2026-02-02": -14, "2026-03-02": -14}, 1, "warehouse"),
    ("US.usd", "tax", {"2026-01-20": -25}, 1, "estimated tax"),
]
# SG and US pay HK for goods in USD, weekly; the mirror is credited on HK.usd the same day
USD_TRADE = [(payer, day, 30) for payer in ("SG.usd", "US.usd")
             for day in ("2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-02-04", "2026-02-11", "2026-02-25",
                         "2026-03-04", "2026-03-11", "2026-03-18", "2026-03-25")]
