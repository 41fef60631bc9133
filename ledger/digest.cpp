#include "ledger/digest.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <openssl/evp.h>
#include <span>
#include <string>
#include <string_view>

#include "ledger/contract.hpp"

namespace rmbsim::ledger {

static_assert(std::endian::native == std::endian::little, "rows are hashed as they lie in memory");

struct Sha256Hasher::State {
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() { restart(); }
    ~State() {
        EVP_MD_CTX_free(context);
        EVP_MD_free(algorithm);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    void restart() {
        expects(EVP_DigestInit_ex2(context, algorithm, nullptr) == 1, "SHA-256 is available");
    }
};

Sha256Hasher::Sha256Hasher() : state_(std::make_unique<State>()) {}
Sha256Hasher::~Sha256Hasher() = default;
Sha256Hasher::Sha256Hasher(Sha256Hasher&&) noexcept = default;
Sha256Hasher& Sha256Hasher::operator=(Sha256Hasher&&) noexcept = default;

Sha256Hasher& Sha256Hasher::add(std::span<const std::byte> bytes) {
    expects(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1,
            "SHA-256 takes bytes");
    return *this;
}

Sha256Hasher& Sha256Hasher::add(std::string_view text) {
    const std::uint64_t size = text.size();
    add(std::as_bytes(std::span(&size, 1)));
    return add(std::as_bytes(std::span(text)));
}

Digest Sha256Hasher::finish() {
    Digest digest;
    unsigned length = 0;
    expects(EVP_DigestFinal_ex(state_->context,
                               reinterpret_cast<unsigned char*>(digest.bytes.data()), &length) == 1,
            "SHA-256 ends");
    state_->restart();
    return digest;
}

std::string to_hex(std::span<const std::byte> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::byte b : bytes) {
        text.push_back(digits[std::to_integer<std::size_t>(b) >> 4]);
        text.push_back(digits[std::to_integer<std::size_t>(b) & 15]);
    }
    return text;
}

std::string to_text(const Digest& digest) { return "sha256:" + to_hex(digest.bytes); }

}  // namespace rmbsim::ledger
