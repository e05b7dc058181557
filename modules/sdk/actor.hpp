#pragma once

#include <string>

namespace skerry {

struct ActorIdentity {
  std::string space;  ///< The namespace.
  std::string name;
};

/// Who this actor is (`actor` of the contract).
class ActorPort {
 public:
  virtual ActorIdentity self() = 0;
  /// Erases storage, alarm and sockets after this event has committed.
  virtual void destroy() = 0;

 protected:
  ~ActorPort() = default;
};

}  // namespace skerry
