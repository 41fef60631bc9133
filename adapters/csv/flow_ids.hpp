// The ids of flows, each with the place where it stood first: a flat table with open addressing,
// because a million ids in a node-based map cost more than reading their lines.
//
// Lifetime    ids are views: their text must live as long as ids are added
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace rmbsim::adapters {

class FlowIds {
  public:
    struct Place {
        std::uint32_t file = 0;
        std::uint32_t line = 0;
    };

    // nullopt: new, and kept; else where it stands already.
    std::optional<Place> add(std::string_view id, Place place) {
        if ((ids_.size() + 1) * 2 > slots_.size()) grow();
        const std::size_t hash = std::hash<std::string_view>{}(id);
        for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
            const Slot& slot = slots_[at];
            if (slot.index == none) {
                slots_[at] = {static_cast<std::uint32_t>(hash >> 32),
                              static_cast<std::uint32_t>(ids_.size())};
                ids_.push_back({id.data(), static_cast<std::uint32_t>(id.size()), place});
                return std::nullopt;
            }
            const Known& known = ids_[slot.index];
            if (slot.tag == static_cast<std::uint32_t>(hash >> 32) &&
                std::string_view(known.text, known.size) == id)
                return known.place;
        }
    }

    void reserve_more(std::size_t more) {
        const std::size_t count = ids_.size() + more;
        ids_.reserve(count);
        while (slots_.size() < count * 2) grow();
    }

  private:
    static constexpr std::uint32_t none = UINT32_MAX;
    struct Slot {
        std::uint32_t tag = 0;  // upper half of the hash: text is compared only where it agrees
        std::uint32_t index = none;
    };
    struct Known {
        const char* text;
        std::uint32_t size;
        Place place;
    };

    std::size_t mask() const { return slots_.size() - 1; }

    void grow() {
        slots_.assign(slots_.empty() ? 1024 : slots_.size() * 2, Slot{});
        for (std::uint32_t i = 0; i < ids_.size(); ++i) {
            const std::size_t hash = std::hash<std::string_view>{}({ids_[i].text, ids_[i].size});
            std::size_t at = hash & mask();
            while (slots_[at].index != none) at = (at + 1) & mask();
            slots_[at] = {static_cast<std::uint32_t>(hash >> 32), i};
        }
    }

    std::vector<Slot> slots_;  // a power of two of them, at most half of them taken
    std::vector<Known> ids_;
};

}  // namespace rmbsim::adapters
