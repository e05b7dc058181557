#pragma once

#include <string>
#include <string_view>

#include "modules/probe/steps.hpp"
#include "modules/sdk/module.hpp"

namespace skerry::probe {

/// The workload of the durability suite (tests/durability): an actor that keeps accounts.
///
/// An entry moves an amount between two accounts and is written down, all in one event; what it
/// causes (an answer, a socket message, a request to another actor, a queue message, an alarm) is
/// started in that event too. What is lost on its way is sent again by the alarm, so in the end
/// every entry is settled; what arrives twice is applied once. A request may ask for a fault.
///
/// `POST /ledger/write` `{"entry", "kind": "plain"|"mirrored"|"queued", "amount", "mirror",
/// "fault"?}`; `GET /ledger/state`. `POST /ledger/mirror` and `POST /ledger/apply` are for actors
/// and queues.
class Ledger {
 public:
  explicit Ledger(StepPorts ports) : ports_(ports) {}

  [[nodiscard]] static bool serves(std::string_view path) { return path.starts_with("/ledger/"); }
  /// Whether this actor keeps a ledger: its alarm is the ledger's then.
  [[nodiscard]] bool exists();
  [[nodiscard]] Task<Answer> answer(Request request);
  [[nodiscard]] Task<void> on_alarm(std::uint32_t attempt);

 private:
  /// An entry whose effect has yet to arrive.
  struct Entry {
    std::string name;
    std::string kind;
    std::string mirror;
    double amount = 0;
    std::string fault;
  };

  void prepare();
  /// Runs a statement of the ledger's own, which must succeed.
  SqlRows run(std::string_view sql, const Json& params = Json::array());
  Json rows(std::string_view sql);
  Task<Answer> write(Request request, Json content);
  /// Writes the entry down with everything that belongs to it, within the running event.
  void record(const Entry& entry);
  /// Causes the entry's effect elsewhere.
  Task<void> settle(Entry entry);
  Task<void> settle_and_trap(Entry entry);
  Answer mirror(const Json& content);
  Answer apply(const Json& content);
  Answer state();

  StepPorts ports_;
};

}  // namespace skerry::probe
