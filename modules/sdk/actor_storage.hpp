#pragma once

#include <string>
#include <string_view>

#include "modules/sdk/storage.hpp"

namespace skerry {

/// The actor's own database, synchronous (`actor-storage` of the contract). Writes of one event
/// commit together after the event's export returns, and are undone when it traps.
class ActorStoragePort {
 public:
  virtual Result<std::string> execute(std::string_view sql, std::string_view params) = 0;

 protected:
  ~ActorStoragePort() = default;
};

/// Runs one statement now. Fails like `batch`; a failed statement leaves the event's other writes.
[[nodiscard]] Result<SqlRows> execute(ActorStoragePort& port, std::string_view sql,
                                      const Json& params = Json::array());

}  // namespace skerry
