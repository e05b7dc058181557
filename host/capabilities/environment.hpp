#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "host/capabilities/configuration.hpp"
#include "host/capabilities/metrics.hpp"
#include "host/engine/value.hpp"
#include "host/http/exchange.hpp"

namespace skerry::host {

/// A request on its way to a module.
struct Inbound {
  std::shared_ptr<Exchange> exchange;
  /// What the module is told: the exchange's own head, or one with another path.
  std::string head;
  /// JSON, empty for a request from outside.
  std::string principal;
  /// Fields that those who forwarded the request add to its answer.
  std::string answer_head;
  /// The body, when somebody has read it on the way; it can be read only once.
  std::shared_ptr<const std::expected<std::string, Failure>> body = {};
};

/// Brings requests and calls to modules, wherever they live.
class Dispatcher {
 public:
  using Reply = std::function<void(std::expected<std::string, Failure>)>;

  virtual ~Dispatcher() = default;
  /// True when there is such a service or namespace of actors.
  [[nodiscard]] virtual bool knows(const Destination& to) const = 0;
  /// Takes a request over; it will be answered, with a problem when nobody else can. May be called
  /// on any event loop.
  virtual void dispatch(const Destination& to, Inbound request) = 0;
  /// Calls a method of a service. `reply` is called once, on any thread, with the answer: JSON,
  /// `{"success": …}`, whatever became of the call. The failure `not-found` means that there is no
  /// such service.
  virtual void call(const std::string& service, std::string method, std::string principal,
                    std::string arguments, Reply reply) = 0;
};

class BlobStore;
class DurableQueue;
class FetchPort;
class Observers;
class PlantedFaults;
class SandboxPort;
class SharedStorage;

/// What all modules of an installation share. Everything outlives the modules; what is null is not
/// configured and answers `unavailable`.
struct Environment {
  const Configuration* configuration = nullptr;
  Metrics* metrics = nullptr;
  Dispatcher* dispatcher = nullptr;
  SharedStorage* storage = nullptr;
  BlobStore* blobs = nullptr;
  DurableQueue* queues = nullptr;
  FetchPort* internet = nullptr;
  SandboxPort* sandbox = nullptr;
  /// Who watches instances; null for nobody.
  Observers* observers = nullptr;
  /// Of a test; null for none.
  PlantedFaults* faults = nullptr;
};

}  // namespace skerry::host
