// Queues and sets as people write them: "A 4, B 4, C 0 cap 5" and "A: C 4; B: C 3" are the smallest
// example of what a cap breaks, and "A1 B1" is its set of both payments.
//
// Accounts    NAME BALANCE, then any of: credit N, cap N, reserve CLASS N, closed
// Queues      NAME: PAYEE AMOUNT, then any of: class N, link N; payments by commas, queues by semicolons
// Limits      NAME>PAYEE MOST, then: used N; * is any payee without a limit of its own
// Sets        NAME and the place in its queue, from 1; "none" is empty
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/settlement/problem.hpp"

namespace written {

using namespace rmbsim::sim::settlement;

inline std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);)
        if (part.find_first_not_of(' ') != std::string::npos) parts.push_back(part);
    return parts;
}

class Written {
  public:
    Written(const std::string& accounts, const std::string& queues,
            const std::string& limits = "") {
        for (const std::string& part : split(accounts, ',')) read_account(part);
        queues_.resize(names_.size());
        for (const std::string& part : split(queues, ';')) {
            const auto sides = split(part, ':');
            std::istringstream payer(sides.at(0));
            std::string name;
            payer >> name;
            for (const std::string& payment : split(sides.at(1), ','))
                read_payment(index_of(name), payment);
        }
        lay_flat();
        for (const std::string& part : split(limits, ',')) read_limit(part);
        std::ranges::sort(limits_, {},
                          [](const Limit& of) { return std::pair(of.payer, of.payee); });
    }

    Problem problem(std::uint8_t limits_bind_from = 0) const {
        return {accounts_, first_, payments_, classes_, groups_, limits_, limits_bind_from};
    }
    std::uint32_t index_of(const std::string& name) const {
        const auto at = std::ranges::find(names_, name);
        if (at == names_.end()) throw std::invalid_argument("no account " + name);
        return static_cast<std::uint32_t>(at - names_.begin());
    }
    // The payment written "A2".
    std::uint32_t payment(const std::string& word) const {
        const std::size_t digit = word.find_first_of("0123456789");
        return first_[index_of(word.substr(0, digit))] +
               static_cast<std::uint32_t>(std::stoul(word.substr(digit))) - 1;
    }
    const std::string& name(std::uint32_t account) const { return names_[account]; }
    std::string text(const ChosenSet& set) const {
        std::string text;
        for (const std::uint32_t index : set) {
            const std::uint32_t payer = payer_of(problem(), index);
            text += (text.empty() ? "" : " ") + names_[payer] +
                    std::to_string(index - first_[payer] + 1);
        }
        return text.empty() ? "none" : text;
    }
    std::string text(const std::vector<ChosenSet>& sets) const {
        std::string all;
        for (const ChosenSet& set : sets) all += (all.empty() ? "" : ", then ") + text(set);
        return all.empty() ? "none" : all;
    }

  private:
    void read_account(const std::string& text) {
        std::istringstream in(text);
        Position at;
        std::string name, word;
        in >> name >> at.balance;
        while (in >> word) {
            std::size_t its_class = 0;
            if (word == "credit")
                in >> at.credit;
            else if (word == "cap")
                in >> at.cap;
            else if (word == "reserve")
                in >> its_class >> at.reserved.at(its_class);
            else if (word == "closed")
                at.open = false;
            else
                throw std::invalid_argument("an account has no " + word);
        }
        names_.push_back(name);
        accounts_.push_back(at);
    }
    void read_payment(std::uint32_t payer, const std::string& text) {
        std::istringstream in(text);
        std::string payee, word;
        Queued queued;
        in >> payee >> queued.payment.minor;
        queued.payment.payee = index_of(payee);
        queued.payment.payment = count_++;
        int number = 0;
        while (in >> word >> number) {
            if (word == "class")
                queued.its_class = static_cast<std::uint8_t>(number);
            else if (word == "link")
                queued.group = static_cast<std::uint32_t>(number);
            else
                throw std::invalid_argument("a payment has no " + word);
        }
        queues_[payer].push_back(queued);
    }
    void read_limit(const std::string& text) {
        const auto sides = split(text, '>');
        std::istringstream payer(sides.at(0)), rest(sides.at(1));
        std::string name, payee, word;
        payer >> name;
        Limit limit{.payer = index_of(name)};
        rest >> payee >> limit.most;
        limit.payee = payee == "*" ? Limit::any_payee : index_of(payee);
        if (rest >> word) rest >> limit.net_out;
        limits_.push_back(limit);
    }
    void lay_flat() {
        first_.push_back(0);
        for (const auto& queue : queues_) {
            for (const Queued& queued : queue) {
                payments_.push_back(queued.payment);
                classes_.push_back(queued.its_class);
                groups_.push_back(queued.group);
            }
            first_.push_back(static_cast<std::uint32_t>(payments_.size()));
        }
    }

    struct Queued {
        QueuedPayment payment;
        std::uint8_t its_class = 0;
        std::uint32_t group = no_group;
    };
    std::vector<std::string> names_;
    std::vector<Position> accounts_;
    std::vector<std::vector<Queued>> queues_;
    std::vector<std::uint32_t> first_;
    std::vector<QueuedPayment> payments_;
    std::vector<std::uint8_t> classes_;
    std::vector<std::uint32_t> groups_;
    std::vector<Limit> limits_;
    std::uint32_t count_ = 0;
};

}  // namespace written
