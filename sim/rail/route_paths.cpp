#include "sim/rail/route_paths.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::sim {
namespace {

const Participation* part_in(const RailBank& bank, std::string_view rail) {
    const auto found = std::ranges::find(bank.participations, rail, &Participation::rail);
    return found == bank.participations.end() ? nullptr : &*found;
}

bool is_direct(const RailBank& bank, std::string_view rail) {
    const Participation* part = part_in(bank, rail);
    return part != nullptr && part->via.empty();
}

const RailRow& row_of(const RailLibrary& library, std::string_view id) {
    const RailRow* row = library.rail(id);
    ledger::expects(row != nullptr, "a network names rails that are in the library");
    return *row;
}

bool is_there(const std::vector<Hop>& hops, const Hop& one) {
    return std::ranges::any_of(hops, [&](const Hop& hop) {
        return hop.rail == one.rail && hop.serves.empty() && hop.to == one.to;
    });
}

// By an account that `owner` keeps at `keeper`; two currencies at one place by one rail are one hop.
void add_account_hops(const RailLibrary& library, const RailBank& from, const RailBank& to,
                      std::vector<Hop>& hops) {
    for (const auto& [owner, keeper] : {std::pair{&from, &to}, std::pair{&to, &from}})
        for (const AccountAt& account : owner->accounts) {
            if (account.at != keeper->id) continue;
            const RailRow* rail = &row_of(library, account.rail);
            const auto same = std::ranges::find_if(hops, [&](const Hop& hop) {
                return hop.to == &to && hop.rail == rail && !hop.currencies.empty();
            });
            if (same != hops.end())
                same->currencies.push_back(account.currency);
            else
                hops.push_back({&from, &to, rail, "", {account.currency}});
        }
}

std::vector<Hop> hops_between(const RailLibrary& library, const RailBank& from,
                              const RailBank& to) {
    std::vector<Hop> hops;
    for (const Participation& part : from.participations)
        if (part.via.empty() && is_direct(to, part.rail))
            hops.push_back({&from, &to, &row_of(library, part.rail), "", {}});
    const auto add_served = [&](const RailBank& indirect, const RailBank& direct) {
        for (const Participation& part : indirect.participations) {
            if (part.via != direct.id) continue;
            const Hop hop{&from, &to, &row_of(library, part.by), part.rail, {}};
            if (!is_there(hops, hop)) hops.push_back(hop);
        }
    };
    add_served(from, to);
    add_served(to, from);
    add_account_hops(library, from, to, hops);
    return hops;
}

class PathSearch {
  public:
    PathSearch(const RailLibrary& library, const RailBank& to, std::size_t legs, std::size_t most)
        : library_(library), to_(to), legs_(legs), most_(most) {}

    Paths from(const RailBank& start) {
        visited_ = {&start};
        extend(start);
        return std::move(paths_);
    }

  private:
    void extend(const RailBank& at) {
        if (&at == &to_) {
            if (!served_is_used(path_)) return;
            if (paths_.found.size() == most_)
                paths_.left_out = true;
            else
                paths_.found.push_back(path_);
            return;
        }
        if (path_.size() == legs_ || paths_.left_out) return;
        for (const RailBank& next : library_.banks) {
            if (std::ranges::find(visited_, &next) != visited_.end()) continue;
            for (const Hop& hop : hops_between(library_, at, next)) {
                if (!is_worth(hop)) continue;
                path_.push_back(hop);
                visited_.push_back(&next);
                extend(next);
                visited_.pop_back();
                path_.pop_back();
            }
        }
    }

    // No clearing rail twice, and none past a payee that could have been paid by it.
    bool is_worth(const Hop& hop) const {
        const bool is_account = !hop.currencies.empty();
        if (is_account || !hop.serves.empty()) return true;
        if (hop.to != &to_ && is_direct(to_, hop.rail->id)) return false;
        return std::ranges::none_of(path_, [&](const Hop& before) {
            return before.rail == hop.rail && before.currencies.empty() && before.serves.empty();
        });
    }

    // A leg to a direct participant is followed by the rail it is for, one from it comes after it.
    static bool served_is_used(const std::vector<Hop>& path) {
        for (std::size_t i = 0; i < path.size(); ++i) {
            if (path[i].serves.empty()) continue;
            const bool before = i > 0 && path[i - 1].rail->id == path[i].serves;
            const bool after = i + 1 < path.size() && path[i + 1].rail->id == path[i].serves;
            if (!before && !after) return false;
        }
        return true;
    }

    const RailLibrary& library_;
    const RailBank& to_;
    std::size_t legs_, most_;
    std::vector<const RailBank*> visited_;
    std::vector<Hop> path_;
    Paths paths_;
};

}  // namespace

Paths paths_between(const RailLibrary& library, const RailBank& from, const RailBank& to,
                    std::size_t legs, std::size_t most) {
    return PathSearch(library, to, legs, most).from(from);
}

}  // namespace rmbsim::sim
