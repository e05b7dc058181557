#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "modules/sdk/basics.hpp"
#include "modules/sdk/http.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry {

namespace limits {

inline constexpr std::size_t kIdempotencyKeyCharactersMax = 255;
/// How long an answer is kept, from the moment its request began.
inline constexpr std::uint64_t kIdempotencyRetentionMs = 24ULL * 60 * 60 * 1000;
/// What a lease lasts beyond the time limit of the work under it: storing the answer, and clocks
/// that differ.
inline constexpr std::uint64_t kIdempotencyLeaseMarginMs = 15'000;
/// The largest body that is kept. A row of D1 holds 2,000,000 bytes.
inline constexpr std::size_t kIdempotencyBodyBytesMax = 1'536 * kKibibyte;
/// Expired records removed on the way by one request; more than one can add.
inline constexpr std::uint32_t kIdempotencySweptMax = 16;

static_assert(kIdempotencyBodyBytesMax + kHeadBytesMax + kPathBytesMax < 2'000'000,
              "a record must fit a row of D1");

}  // namespace limits

/// A request in the scope of its `Idempotency-Key`.
struct KeyedRequest {
  std::string tenant;
  /// Method and path, `POST /fn`.
  std::string route;
  std::string key;
  std::string body_sha256;
  std::string request_id;
};

/// What the work under a key is known by: the same however often it begins, because a holder died
/// or answered with a failure of the server, until the record expires. What it names by these is
/// made once.
struct WorkIdentity {
  /// When the first holder began, in milliseconds since 1970.
  std::uint64_t began_ms = 0;
  /// SHA-256 of tenant, route, key, body and that time, in hexadecimal.
  std::string digest;
};

/// What identifies `request`, whose body is whole; nothing when it carries no `Idempotency-Key`.
/// Fails with the answer 400 `idempotency_key_invalid` unless the key is one field of 1 to 255
/// visible ASCII characters.
[[nodiscard]] std::expected<std::optional<KeyedRequest>, Response> read_keyed_request(
    const Request& request, const Principal& principal, CryptoPort& crypto);

/// Whether an answer is the final one, to be given again: not a failure of the server (5xx), nor
/// one of the moment (408, 409, 425, 429), nor a refusal of what was asked before any work began
/// (400, 413, 415, and 422 with a code that says so): whoever corrects the request may keep its
/// key.
[[nodiscard]] bool is_final_answer(const Response& answer);

/// Lets a request with an `Idempotency-Key` happen once.
///
/// Tenant, route and key name a record in the shared storage. The first request claims it under a
/// lease; equal requests meanwhile get 409 `idempotency_in_progress`. A final answer is kept for
/// 24 hours and given again with `idempotency-replayed: true`; another is not kept and ends the
/// claim, so that the next request works anew, after a failure of the server with the same
/// `WorkIdentity`, as its work may be half done. Another body gets 422 `idempotency_mismatch`. When
/// the holder dies, its lease ends by itself and one later request takes it over; at once when the
/// setting `boot_id` tells that the holder was of an earlier start of the host. A host gives that
/// setting only when nobody else works on its records.
///
/// Without storage nothing is promised: 503 `storage_unavailable`, before the work when the claim
/// fails, after it when the answer could not be kept. A holder whose lease was taken over answers
/// as the record says. An answer beyond `kIdempotencyBodyBytesMax` is given once; repetitions get
/// 409 `idempotency_answer_not_kept`.
///
/// The module's world needs `with-storage`, and its database the migrations of `modules/sdk`.
class Idempotency {
 public:
  /// `work_ms_max` is the time limit of the work under a lease.
  Idempotency(Basics basics, StoragePort& storage, std::uint64_t work_ms_max)
      : basics_(basics),
        storage_(storage),
        lease_ms_(work_ms_max + limits::kIdempotencyLeaseMarginMs) {}

  /// The answer to `request`: of `work`, which runs once at most, or the one kept. Without a key
  /// it is `work` alone. With one, `identity` is set before `work` begins, and outlives it.
  [[nodiscard]] Task<Response> once(std::optional<KeyedRequest> request, Task<Response> work,
                                    std::optional<WorkIdentity>* identity = nullptr);

 private:
  /// What storage says about a key.
  struct Record {
    std::string holder;
    std::string body_sha256;
    std::uint64_t began_ms = 0;
    /// Null while the holder works.
    std::optional<std::uint16_t> status;
    std::string head;
    /// Null when it was too large to keep.
    std::optional<std::string> body;
  };

  [[nodiscard]] Task<Result<Record>> claim(KeyedRequest request, std::string holder);
  [[nodiscard]] Task<Response> settle(KeyedRequest request, std::string holder, Response answer);
  [[nodiscard]] WorkIdentity identity_of(const KeyedRequest& request, const Record& record);
  [[nodiscard]] static Result<Record> read_record(const Result<std::vector<SqlRows>>& results);
  [[nodiscard]] static Response repeat(const KeyedRequest& request, const Record& record);
  [[nodiscard]] Response unavailable(const KeyedRequest& request, const Failure& failure,
                                     std::string_view what);

  Basics basics_;
  StoragePort& storage_;
  std::uint64_t lease_ms_;
};

}  // namespace skerry
