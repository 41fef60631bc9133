#!/usr/bin/env python3
"""Writes EXPECTED.csv: what the payment messages among the samples hold, read with Python's own XML parser.

Rows     one per sample of a payment message: file, message, transactions, and the amount of each
         transaction as written ("EUR 15669.38"; several by ';'; a message without amounts has none)
Run      python3 tests/data/iso20022/expected_amounts.py
"""
import csv
import pathlib
import re
import xml.etree.ElementTree as tree

here = pathlib.Path(__file__).resolve().parent
# message: (element of one transaction, paths of its amount below it)
shapes = {
    "pacs.008": ("CdtTrfTxInf", ["IntrBkSttlmAmt"]),
    "pacs.009": ("CdtTrfTxInf", ["IntrBkSttlmAmt"]),
    "pain.001": ("CdtTrfTxInf", ["Amt/InstdAmt", "Amt/EqvtAmt/Amt"]),
    "pacs.003": ("DrctDbtTxInf", ["IntrBkSttlmAmt"]),
    "pacs.010": ("DrctDbtTxInf", ["IntrBkSttlmAmt"]),
    "pain.008": ("DrctDbtTxInf", ["InstdAmt"]),
    "pacs.004": ("TxInf", ["RtrdIntrBkSttlmAmt"]),
    "camt.056": ("TxInf", ["OrgnlIntrBkSttlmAmt"]),
    "camt.057": ("Itm", ["Amt"]),
    "pacs.002": ("TxInfAndSts", []),
    "pain.002": ("TxInfAndSts", []),
    "camt.029": ("TxInfAndSts", []),
}


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def below(element, path):
    for name in path.split("/"):
        element = next((child for child in element if local(child) == name), None)
        if element is None:
            return None
    return element


with open(here / "samples" / "VALIDATION.csv", encoding="utf-8", newline="") as file:
    samples = list(csv.DictReader(file))
with open(here / "EXPECTED.csv", "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["file", "message", "transactions", "amounts"])
    for sample in samples:
        shape = shapes.get(sample["message"][:8])
        if shape is None:
            continue
        name, paths = shape
        root = tree.parse(here / "samples" / sample["file"]).getroot()
        document = next(element for element in root.iter() if local(element) == "Document")
        transactions = [element for element in document.iter() if local(element) == name]
        amounts = []
        for transaction in transactions:
            for path in paths:
                amount = below(transaction, path)
                if amount is not None:
                    amounts.append(f"{amount.attrib['Ccy']} {amount.text.strip()}")
        out.writerow([sample["file"], sample["message"], len(transactions), ";".join(amounts)])
