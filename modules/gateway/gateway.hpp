#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/gateway/settings.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/module.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::gateway {

/// The public door. Decides by head alone whether a request may pass, then forwards it: bodies,
/// streams and upgrades never enter this module.
///
/// Routes: `/fn`, `/fn/…` and `/tasks/…` to the service `fn`; the aliases of GATEWAY; `/health`,
/// `/ready`, `/problems/<code>` and `/` here.
class Gateway final : public Module {
 public:
  struct Ports {
    Basics basics;
    FetchPort& fetch;
    StoragePort& storage;
  };

  explicit Gateway(Ports ports) : ports_(ports) {}

  Task<Answer> on_request(Request request) override;

 private:
  struct Context;

  const Settings& settings();
  /// The answer, or nothing when it is `/ready`, which has to ask others first.
  std::optional<Answer> decide(const Context& context);
  Task<Answer> check_readiness(Head head, std::string request_id);
  Answer answer_preflight(const Context& context);
  Answer refuse(const Context& context, std::string_view code, std::string_view detail);
  Head common_head(const Context& context);

  Ports ports_;
  std::optional<Settings> settings_;
};

}  // namespace skerry::gateway
