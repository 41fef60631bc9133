#!/usr/bin/python3
"""A settlement report of MIB mebibytes in Amazon's V2 layout, for the bench; its lines add up to its total.

    make_seller_report.py FILE MIB
"""
import sys

HEADER = ("settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency transaction-type "
          "order-id merchant-order-id adjustment-id shipment-id marketplace-name amount-type amount-description amount "
          "fulfillment-id posted-date posted-date-time order-item-code merchant-order-item-id "
          "merchant-adjustment-item-id sku quantity-purchased promotion-id").split()
# Of one order, in cents: 100.00 sold, with its tax, fees, and every tenth order sent back.
SALE = [("Order", "ItemPrice", "Principal", 10000), ("Order", "ItemPrice", "Tax", 800),
        ("Order", "ItemFees", "Commission", -1500), ("Order", "ItemFees", "FBAPerUnitFulfillmentFee", -475),
        ("Order", "ItemFees", "MarketplaceFacilitatorVAT-Principal", -800)]
REFUND = [("Refund", "ItemPrice", "Principal", -10000), ("Refund", "ItemFees", "RefundCommission", -300)]


def text_of(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def lines_of(nth: int):
    order = f"114-{nth % 10_000_000:07d}-{nth // 10_000_000:07d}"
    day, second = 1 + nth // 86400 % 28, nth % 86400
    date = f"2026-06-{day:02d}"
    time = f"{date} {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d} UTC"
    for kind, amount_type, code, cents in SALE + (REFUND if nth % 10 == 0 else []):
        yield cents, "\t".join(["28471003921", "", "", "", "", "USD", kind, order, "", "", f"DS{nth}", "amazon.com",
                                amount_type, code, text_of(cents), "AFN", f"{date} 00:00:00 UTC", time, str(55_000_000_000 + nth),
                                "", "", f"NX-HD-{nth % 5000}", "1", ""])


def main() -> None:
    path, bytes_wanted = sys.argv[1], int(sys.argv[2]) << 20
    one = sum(len(line) + 1 for nth in range(10) for _, line in lines_of(nth))
    orders = bytes_wanted * 10 // one
    total = orders * sum(row[3] for row in SALE) + (orders + 9) // 10 * sum(row[3] for row in REFUND)
    head = ["28471003921", "2026-06-01 00:00:00 UTC", "2026-06-30 23:59:59 UTC", "2026-07-02 00:00:00 UTC",
            text_of(total), "USD"] + [""] * 18
    with open(path, "w", encoding="utf-8") as file:
        file.write("\t".join(HEADER) + "\n" + "\t".join(head) + "\n")
        for nth in range(orders):
            file.write("".join(line + "\n" for _, line in lines_of(nth)))


if __name__ == "__main__":
    main()
