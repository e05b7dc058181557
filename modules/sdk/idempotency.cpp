#include "modules/sdk/idempotency.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "modules/sdk/problems.hpp"

namespace skerry {
namespace {

constexpr std::string_view kRetryAfterS = "1";
constexpr std::uint16_t kServerFailureMin = 500;

constexpr std::string_view kSweep =
    "DELETE FROM idempotency_records WHERE rowid IN (SELECT rowid FROM idempotency_records "
    "WHERE expires_ms <= ? ORDER BY expires_ms LIMIT ?)";

// A lease that has ended, or whose holder was of an earlier start of the host, goes to one of those
// who ask: statements of one writer at a time decide whose holder the row then names. The last two
// parameters are the prefix of this start's holders; an empty one differs from no holder's. A lease
// that ends at 0 was given up by its holder, whatever the body. The time at which a record expires
// tells when its first holder began, and stays.
constexpr std::string_view kClaim =
    "INSERT INTO idempotency_records "
    "(tenant, route, key, body_sha256, holder, lease_ends_ms, expires_ms) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, route, key) DO UPDATE SET "
    "body_sha256 = excluded.body_sha256, holder = excluded.holder, "
    "lease_ends_ms = excluded.lease_ends_ms, "
    "expires_ms = CASE WHEN expires_ms <= ? THEN excluded.expires_ms ELSE expires_ms END, "
    "status = NULL, head = NULL, body = NULL "
    "WHERE expires_ms <= ? OR (status IS NULL AND (lease_ends_ms = 0 OR "
    "(body_sha256 = excluded.body_sha256 AND "
    "(lease_ends_ms <= ? OR substr(holder, 1, length(?)) <> ?))))";

// Another body's answer need not be read.
constexpr std::string_view kRead =
    "SELECT holder, body_sha256, expires_ms, status, head, "
    "CASE WHEN body_sha256 = ? THEN body END AS body "
    "FROM idempotency_records WHERE tenant = ? AND route = ? AND key = ?";

constexpr std::string_view kKeep =
    "UPDATE idempotency_records SET status = ?, head = ?, body = ? "
    "WHERE tenant = ? AND route = ? AND key = ? AND holder = ? AND status IS NULL";

constexpr std::string_view kGiveUp =
    "UPDATE idempotency_records SET lease_ends_ms = 0 "
    "WHERE tenant = ? AND route = ? AND key = ? AND holder = ? AND status IS NULL";

constexpr std::string_view kRelease =
    "DELETE FROM idempotency_records "
    "WHERE tenant = ? AND route = ? AND key = ? AND holder = ? AND status IS NULL";

/// Problems of status 422 by which a request is refused as it is, before any work begins.
constexpr std::array<std::string_view, 12> kRefusedBeforeWork = {
    "argument_missing",  "batch_too_large",      "invalid_arguments",
    "invalid_schema",    "json_too_deep",        "model_budget_exceeded",
    "model_not_allowed", "no_matching_function", "number_out_of_range",
    "uncertain_type",    "unknown_field",        "unsupported_schema_draft"};

/// The code of an answer that is a problem, else nothing.
std::string code_of(const Response& answer) {
  if (answer.head.get("content-type") != "application/problem+json") return {};
  const auto body = read_json(answer.body);
  const Json* code = body ? find_member(*body, "code") : nullptr;
  return code != nullptr && code->is_string() ? code->get<std::string>() : std::string();
}

/// Fields that speak of one request, not of its answer.
constexpr std::array<std::string_view, 3> kFieldsNotKept = {"x-request-id", "server-timing",
                                                            "date"};

SqlStatement statement(std::string_view sql, Json params) {
  return {std::string(sql), std::move(params)};
}

SqlStatement read_statement(const KeyedRequest& request) {
  return statement(kRead,
                   Json::array({request.body_sha256, request.tenant, request.route, request.key}));
}

Head head_to_keep(const Head& head) {
  Head kept;
  for (std::size_t index = 0; index < head.size(); ++index) {
    const Head::Field field = head[index];
    if (!std::ranges::contains(kFieldsNotKept, field.name)) kept.add(field.name, field.value);
  }
  return kept;
}

Response refuse(std::string_view code, std::string_view detail, const KeyedRequest& request) {
  return problem(code, detail, request.request_id);
}

Response in_progress(std::string_view detail, const KeyedRequest& request) {
  Response response = refuse("idempotency_in_progress", detail, request);
  response.head.add("retry-after", kRetryAfterS);
  return response;
}

/// With what the holders of this start of the host begin; empty when the host does not say which
/// start it is, because others that live work on the same records.
std::string holder_prefix(ConfigPort& config) {
  const auto boot = config.get("boot_id");
  return boot ? *boot + "/" : std::string();
}

/// Tells one claim from every other, also from this instance's own.
std::string make_holder(const Basics& basics) {
  return holder_prefix(basics.config) + std::to_string(basics.random.next()) + "-" +
         std::to_string(basics.random.next());
}

std::optional<std::string> text_of(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

}  // namespace

bool is_final_answer(const Response& answer) {
  constexpr std::array<std::uint16_t, 4> kOfTheMoment = {408, 409, 425, 429};
  constexpr std::array<std::uint16_t, 3> kOfTheForm = {400, 413, 415};
  if (answer.status >= 500 || std::ranges::contains(kOfTheMoment, answer.status) ||
      std::ranges::contains(kOfTheForm, answer.status)) {
    return false;
  }
  return answer.status != 422 || !std::ranges::contains(kRefusedBeforeWork, code_of(answer));
}

std::expected<std::optional<KeyedRequest>, Response> read_keyed_request(const Request& request,
                                                                        const Principal& principal,
                                                                        CryptoPort& crypto) {
  const auto keys = request.head.all("idempotency-key");
  if (keys.empty()) return std::nullopt;
  const std::string_view key = keys.front();
  const auto is_visible = [](char character) { return character > ' ' && character < '\x7f'; };
  if (keys.size() > 1 || key.empty() || key.size() > limits::kIdempotencyKeyCharactersMax ||
      !std::ranges::all_of(key, is_visible)) {
    return std::unexpected(problem("idempotency_key_invalid",
                                   "Idempotency-Key must be one field of 1 to " +
                                       std::to_string(limits::kIdempotencyKeyCharactersMax) +
                                       " visible ASCII characters.",
                                   principal.request_id));
  }
  return KeyedRequest{.tenant = principal.tenant,
                      .route = std::string(request.method()) + " " + std::string(request.path()),
                      .key = std::string(key),
                      .body_sha256 = crypto.sha256(*request.body),
                      .request_id = principal.request_id};
}

Task<Response> Idempotency::once(std::optional<KeyedRequest> request, Task<Response> work,
                                 std::optional<WorkIdentity>* identity) {
  if (!request) co_return co_await std::move(work);
  const std::string holder = make_holder(basics_);
  const auto record = co_await claim(*request, std::string(holder));
  if (!record)
    co_return unavailable(*request, record.error(), "an idempotency key was not claimed");
  if (record->holder != holder) co_return repeat(*request, *record);
  if (identity != nullptr) *identity = identity_of(*request, *record);
  Response answer = co_await std::move(work);
  co_return co_await settle(std::move(*request), std::string(holder), std::move(answer));
}

WorkIdentity Idempotency::identity_of(const KeyedRequest& request, const Record& record) {
  const Json named = Json::array(
      {request.tenant, request.route, request.key, request.body_sha256, record.began_ms});
  return {.began_ms = record.began_ms, .digest = basics_.crypto.sha256(to_text(named))};
}

Task<Result<Idempotency::Record>> Idempotency::claim(KeyedRequest request, std::string holder) {
  const double now_ms = basics_.clock.now_ms();
  const Json now = json_number(now_ms);
  const std::string own = holder_prefix(basics_.config);
  std::vector<SqlStatement> statements;
  statements.push_back(statement(kSweep, Json::array({now, limits::kIdempotencySweptMax})));
  statements.push_back(statement(
      kClaim,
      Json::array({request.tenant, request.route, request.key, request.body_sha256, holder,
                   json_number(now_ms + static_cast<double>(lease_ms_)),
                   json_number(now_ms + static_cast<double>(limits::kIdempotencyRetentionMs)), now,
                   now, now, own, own})));
  statements.push_back(read_statement(request));
  co_return read_record(co_await batch(storage_, std::move(statements)));
}

Task<Response> Idempotency::settle(KeyedRequest request, std::string holder, Response answer) {
  const Json names = Json::array({request.tenant, request.route, request.key, holder});
  if (!is_final_answer(answer)) {
    const std::string_view sql = answer.status >= kServerFailureMin ? kGiveUp : kRelease;
    const auto released = co_await query(storage_, std::string(sql), names);
    // The lease ends by itself; until then the key is taken.
    if (!released) {
      (void)unavailable(request, released.error(), "an idempotency key was not released");
    }
    co_return answer;
  }
  const bool fits = answer.body.size() <= limits::kIdempotencyBodyBytesMax;
  Json params = Json::array(
      {answer.status, head_to_keep(answer.head).block(), fits ? Json(answer.body) : Json()});
  params.insert(params.end(), names.begin(), names.end());
  std::vector<SqlStatement> statements;
  statements.push_back(statement(kKeep, std::move(params)));
  statements.push_back(
      statement("SELECT holder, body_sha256, expires_ms, status, NULL AS head, NULL AS body "
                "FROM idempotency_records WHERE tenant = ? AND route = ? AND key = ?",
                Json::array({request.tenant, request.route, request.key})));
  const auto record = read_record(co_await batch(storage_, std::move(statements)));
  if (!record) co_return unavailable(request, record.error(), "an answer was not kept");
  if (record->holder == holder) co_return answer;
  // The lease ended before the work did, and somebody else has it: what counts is their answer.
  basics_.log.write(LogLevel::kWarning, "an idempotency lease was lost before its work was done",
                    to_text(Json{{"requestId", request.request_id}, {"route", request.route}}));
  co_return in_progress("Another request took the work over.", request);
}

Result<Idempotency::Record> Idempotency::read_record(const Result<std::vector<SqlRows>>& results) {
  if (!results) return std::unexpected(results.error());
  constexpr std::size_t kColumns = 6;
  const Json& rows = results->back().rows;
  if (rows.size() != 1 || rows[0].size() != kColumns || !rows[0][0].is_string() ||
      !rows[0][1].is_string() || !rows[0][2].is_number()) {
    return fail(FailureKind::kUnavailable, "an idempotency record is missing or has another shape");
  }
  const Json& row = rows[0];
  Record record{.holder = row[0].get<std::string>(),
                .body_sha256 = row[1].get<std::string>(),
                .began_ms = static_cast<std::uint64_t>(row[2].get<double>()) -
                            limits::kIdempotencyRetentionMs,
                .status = {},
                .head = text_of(row[4]).value_or(""),
                .body = text_of(row[5])};
  if (row[3].is_number()) record.status = row[3].get<std::uint16_t>();
  return record;
}

Response Idempotency::repeat(const KeyedRequest& request, const Record& record) {
  if (record.body_sha256 != request.body_sha256) {
    return refuse("idempotency_mismatch", "This Idempotency-Key came with another body before.",
                  request);
  }
  if (!record.status) {
    return in_progress("A request with this Idempotency-Key is being worked on.", request);
  }
  auto head = Head::parse(record.head);
  if (!record.body || !head) {
    return refuse("idempotency_answer_not_kept",
                  "The request was carried out; its answer was too large to keep.", request);
  }
  Response again{*record.status, std::move(*head), *record.body};
  again.head.set("idempotency-replayed", "true");
  return again;
}

Response Idempotency::unavailable(const KeyedRequest& request, const Failure& failure,
                                  std::string_view what) {
  basics_.log.write(LogLevel::kError, what,
                    to_text(Json{{"requestId", request.request_id},
                                 {"failure", name_of(failure.kind)},
                                 {"detail", failure.detail}}));
  Response response =
      refuse("storage_unavailable", "The database did not take the record of this Idempotency-Key.",
             request);
  response.head.add("retry-after", kRetryAfterS);
  return response;
}

}  // namespace skerry
