// Payments and receipts on behalf of group companies (代理收付, 集中收付): the in-house bank's centre pays
// and collects for members, whose accounts with it are named by virtual account numbers.
//
// Units       money in minor units of the centre account's currency
// Source      pooling-practice §15; pool-rules §2.4 (集中收付)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/time.hpp"

namespace rmbsim::sim {

enum class OnBehalfKind : std::uint8_t {
    pobo,  // payments on behalf of members
    robo,  // receipts on behalf: payers send to the virtual account
    cobo,  // collections on behalf: the centre draws the money in
};

struct OnBehalfMember {
    std::uint32_t entity = 0;
    std::uint32_t account = 0;     // its own account: whose flows the centre takes over
    std::string virtual_account;   // digits and letters; unique
    std::int64_t limit_minor = 0;  // how far its in-house account may go below zero
    bool is_authorised = true;     // maker and checker have signed (双人复核)
    bool is_eligible = true;       // sanctions and trade-facilitation flags
    bool in_name_of = false;       // its country forbids on-behalf flows: its own account pays
};

struct ReturnedPayment {  // rejected after the in-house account was debited
    std::string flow;
    ledger::ValueDate on{};
};

struct InternalPayment {  // from member to member: in-house accounts only
    std::string id;
    ledger::ValueDate on{};
    std::uint32_t from = 0, to = 0;  // indices into OnBehalfSpec::members
    std::int64_t minor = 0;
};

struct OnBehalfSpec {
    std::string id;
    OnBehalfKind kind = OnBehalfKind::pobo;
    std::uint32_t centre = 0;  // account
    std::vector<OnBehalfMember> members;
    std::vector<ReturnedPayment> returned;
    std::vector<InternalPayment> internal;
};

}  // namespace rmbsim::sim
