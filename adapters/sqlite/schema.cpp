#include "adapters/sqlite/schema.hpp"

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::string_view views = R"(
CREATE VIEW posting_text AS
SELECT posting.entry, posting.line, strftime('%Y-%m-%d %H:%M:%S', entry.time_ms / 1000, 'unixepoch')
       AS booked_utc, date(entry.value_day * 86400, 'unixepoch') AS value_date, rule.code AS rule,
       book.code AS book, account.code AS account,
       CASE WHEN account.currency = 'CNY' AND account.market = 'offshore' THEN 'CNH'
            ELSE account.currency END AS currency,
       posting.minor, account.decimals
FROM posting JOIN entry ON entry.id = posting.entry JOIN account ON account.id = posting.account
     JOIN book ON book.id = account.book JOIN rule ON rule.id = entry.rule;
CREATE VIEW balance AS
SELECT book.code AS book, account.code AS account, account.currency, account.market,
       sum(posting.minor) AS minor, account.decimals
FROM posting JOIN account ON account.id = posting.account JOIN book ON book.id = account.book
GROUP BY account.id ORDER BY account.id;
CREATE VIEW payment_text AS
SELECT payment.id AS payment, payment.name, payment.rail, payer.code AS payer, payee.code AS payee,
       payment.minor, payment.currency, payment.decimals,
       strftime('%Y-%m-%d %H:%M:%S', payment_step.time_ms / 1000, 'unixepoch') AS at_utc,
       payment_step.step, payment_step.reason, payment_step.channel,
       payment_step.minor AS step_minor, payment_step.entry
FROM payment_step JOIN payment ON payment.id = payment_step.payment
     JOIN book AS payer ON payer.id = payment.payer_book
     JOIN book AS payee ON payee.id = payment.payee_book;
)";

}  // namespace

std::string create_statements() {
    std::string sql;
    for (const Table& table : tables) {
        const std::string name(table.name);
        sql += "CREATE TABLE " + name + "(" + std::string(table.columns) + ") STRICT;\n";
        for (const char* verb : {"UPDATE", "DELETE"})
            sql += fmt::format(
                "CREATE TRIGGER {0}_no_{1} BEFORE {1} ON {0} BEGIN "
                "SELECT RAISE(ABORT, 'the journal is append-only: {0} takes no {1}'); END;\n",
                name, verb);
    }
    return sql + std::string(views);
}

}  // namespace rmbsim::adapters::sqlite
