#include "modules/fn/jobs/deliveries.hpp"

#include "modules/fn/jobs/backoff.hpp"
#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

constexpr Backoff kBackoff{limits::kDeliveryBackoffMs, limits::kDeliveryBackoffMsMax};

Json attempts_of(const Json& rows) {
  Json attempts = Json::array();
  for (const Json& row : rows) {
    Json attempt = {{"at", timestamp(sql_number(row[0]))}, {"outcome", row[1]}};
    if (!row[2].is_null()) attempt["status"] = sql_number(row[2]);
    if (!row[3].is_null()) attempt["reason"] = row[3];
    attempts.push_back(std::move(attempt));
  }
  return attempts;
}

}  // namespace

bool Deliveries::exists() {
  return !store_.run("SELECT 1 FROM sqlite_master WHERE name = 'deliveries'").rows.empty();
}

void Deliveries::prepare() {
  if (exists()) return;
  store_.run(
      "CREATE TABLE deliveries (id TEXT PRIMARY KEY, url TEXT NOT NULL, body TEXT NOT NULL, "
      "state TEXT NOT NULL, attempts INTEGER NOT NULL, due_ms INTEGER NOT NULL, "
      "redeliveries INTEGER NOT NULL, created_ms INTEGER NOT NULL)");
  store_.run(
      "CREATE TABLE delivery_attempts (delivery TEXT NOT NULL, at_ms INTEGER NOT NULL, "
      "outcome TEXT NOT NULL, status INTEGER, reason TEXT)");
}

void Deliveries::add(std::string_view url, std::string_view body) {
  prepare();
  const std::string id = make_id(IdKind::kDelivery, basics_.clock, basics_.random);
  store_.run("INSERT INTO deliveries VALUES (?, ?, ?, 'pending', 0, ?, 0, ?)",
             Json::array({id, std::string(url), std::string(body), now_ms(), now_ms()}));
}

std::optional<std::uint64_t> Deliveries::due_ms() {
  if (!exists()) return std::nullopt;
  return sql_optional_number(
      store_.run("SELECT min(due_ms) FROM deliveries WHERE state = 'pending'").rows[0][0]);
}

std::optional<Delivery> Deliveries::take_due() {
  if (!exists()) return std::nullopt;
  const Json rows = store_
                        .run(
                            "SELECT id, url, body, attempts FROM deliveries "
                            "WHERE state = 'pending' AND due_ms <= ? ORDER BY due_ms LIMIT 1",
                            Json::array({now_ms()}))
                        .rows;
  if (rows.empty()) return std::nullopt;
  Delivery delivery{.id = sql_text(rows[0][0]),
                    .url = sql_text(rows[0][1]),
                    .body = sql_text(rows[0][2]),
                    .attempts = static_cast<std::uint32_t>(sql_number(rows[0][3])) + 1};
  // The attempt is over by then, whatever became of it.
  const std::uint64_t next_ms = now_ms() + limits::kDeliveryTimeoutMs + kBackoff.first_ms;
  store_.run("UPDATE deliveries SET attempts = ?, due_ms = ?, state = ? WHERE id = ?",
             Json::array({delivery.attempts, next_ms,
                          delivery.attempts > limits::kDeliveryAttemptsMax ? "failed" : "pending",
                          delivery.id}));
  if (delivery.attempts > limits::kDeliveryAttemptsMax) return std::nullopt;
  return delivery;
}

void Deliveries::settle(const Delivery& delivery, const DeliveryOutcome& outcome) {
  store_.run("INSERT INTO delivery_attempts VALUES (?, ?, ?, ?, ?)",
             Json::array({delivery.id, now_ms(), outcome.delivered ? "delivered" : "failed",
                          outcome.status == 0 ? Json() : Json(outcome.status),
                          outcome.reason.empty() ? Json() : Json(outcome.reason)}));
  const bool over = outcome.delivered || outcome.refused_for_good ||
                    delivery.attempts >= limits::kDeliveryAttemptsMax;
  const std::string_view state = outcome.delivered ? "delivered" : over ? "failed" : "pending";
  const std::uint64_t pause_ms = backoff_ms(kBackoff, delivery.attempts, basics_.random.next());
  // One that was asked for again meanwhile keeps its fresh count.
  store_.run(
      "UPDATE deliveries SET state = ?, due_ms = ? WHERE id = ? AND attempts = ?",
      Json::array({std::string(state), now_ms() + pause_ms, delivery.id, delivery.attempts}));
  Json data = {{"deliveryId", delivery.id}, {"state", std::string(state)}};
  if (!outcome.reason.empty()) data["reason"] = outcome.reason;
  store_.add_event(now_ms(), outcome.delivered ? "delivery.succeeded" : "delivery.failed", data);
}

Deliveries::Redelivery Deliveries::redeliver(std::string_view id) {
  if (!exists()) return Redelivery::kUnknown;
  const Json rows =
      store_.run("SELECT redeliveries FROM deliveries WHERE id = ?", Json::array({std::string(id)}))
          .rows;
  if (rows.empty()) return Redelivery::kUnknown;
  if (sql_number(rows[0][0]) >= limits::kRedeliveriesMax) return Redelivery::kTooOften;
  store_.run(
      "UPDATE deliveries SET state = 'pending', attempts = 0, due_ms = ?, "
      "redeliveries = redeliveries + 1 WHERE id = ?",
      Json::array({now_ms(), std::string(id)}));
  return Redelivery::kDue;
}

Json Deliveries::list() {
  Json items = Json::array();
  if (!exists()) return items;
  const Json rows =
      store_.run("SELECT id, url, state, attempts, due_ms, created_ms FROM deliveries ORDER BY id")
          .rows;
  for (const Json& row : rows) {
    Json item = {{"deliveryId", row[0]},
                 {"url", row[1]},
                 {"state", row[2]},
                 {"createdAt", timestamp(sql_number(row[5]))},
                 {"attempts", attempts_of(store_
                                              .run("SELECT at_ms, outcome, status, reason FROM "
                                                   "delivery_attempts WHERE delivery = ? "
                                                   "ORDER BY rowid",
                                                   Json::array({row[0]}))
                                              .rows)}};
    if (row[2] == "pending") item["nextAttemptAt"] = timestamp(sql_number(row[4]));
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace skerry::fn
