#pragma once

#include <string>
#include <vector>

#include "modules/sdk/actor.hpp"
#include "modules/sdk/actor_storage.hpp"
#include "modules/sdk/alarm.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/blobs.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/queue.hpp"
#include "modules/sdk/sandbox.hpp"
#include "modules/sdk/sockets.hpp"
#include "modules/sdk/storage.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::probe {

/// What steps may use. Null for what the module's world does not have.
struct StepPorts {
  Basics basics;
  FetchPort& fetch;
  StoragePort& storage;
  BlobsPort& blobs;
  TimersPort& timers;
  SandboxPort& sandbox;
  QueuePort* queue = nullptr;
  ActorPort* actor = nullptr;
  ActorStoragePort* actor_storage = nullptr;
  AlarmPort* alarm = nullptr;
  SocketsPort* sockets = nullptr;
};

/// Runs steps: JSON objects whose member `do` names an operation on a capability and whose other
/// members are its arguments, so that a conformance case is data. README.md lists them.
///
/// Gives one JSON value a step: what the operation gave, or `{"failure": kind, "detail": text}`.
/// A step that is not understood gives `{"failure": "step"}`.
class Steps {
 public:
  explicit Steps(StepPorts ports) : ports_(ports) {}

  [[nodiscard]] Task<Json> run(Json steps);
  [[nodiscard]] Task<Json> run_one(Json step);

 private:
  Task<Json> fetch_whole(Json step);
  Task<Json> fetch_streamed(Json step);
  Task<Json> use_storage(Json step);
  Task<Json> use_blobs(Json step);
  Task<Json> use_sandbox(Json step);
  Task<Json> combine(Json step);
  Task<Result<Json>> run_within(Json step);
  Json use_basics(const Json& step);
  Json use_actor(const Json& step);

  StepPorts ports_;
};

/// `{"failure": kind, "detail": text}`.
[[nodiscard]] Json failure_json(const Failure& failure);
/// The member's text, or empty text.
[[nodiscard]] std::string text_of(const Json& step, std::string_view name);
/// The member's number, or `fallback`.
[[nodiscard]] double number_of(const Json& step, std::string_view name, double fallback);

}  // namespace skerry::probe
