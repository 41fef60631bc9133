// The two hashes of a journal: XXH3-128 chains entries per book (fast, for regression), SHA-256
// seals closed days and the root (for audit).
//
// A digest is printed as "sha256:" and 64 hexadecimal digits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace rmbsim::ledger {

struct Chain {  // the running XXH3-128 of one book
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    friend bool operator==(Chain, Chain) = default;
};

using Sha256 = std::array<std::byte, 32>;

struct Digest {
    Sha256 bytes{};
    friend bool operator==(const Digest&, const Digest&) = default;
};

std::string to_text(const Digest& digest);  // "sha256:9c1e…"
std::string to_hex(std::span<const std::byte> bytes);

// SHA-256 over several pieces.
class Sha256Hasher {
  public:
    Sha256Hasher();
    ~Sha256Hasher();
    Sha256Hasher(Sha256Hasher&&) noexcept;
    Sha256Hasher& operator=(Sha256Hasher&&) noexcept;

    Sha256Hasher& add(std::span<const std::byte> bytes);
    Sha256Hasher& add(std::string_view text);  // length first, so that pieces cannot run together
    template <class T>
    Sha256Hasher& add_rows(std::span<const T> rows) {
        return add(std::as_bytes(rows));
    }
    Digest finish();  // and start anew

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rmbsim::ledger
