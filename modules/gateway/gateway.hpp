#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/gateway/routes.hpp"
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
/// `/ready`, `/openapi.json`, `/problems/<code>`, `/`, `/playground/…` and `OPTIONS *` here.
class Gateway final : public Module {
 public:
  struct Ports {
    Basics basics;
    FetchPort& fetch;
    StoragePort& storage;
  };

  explicit Gateway(Ports ports) : ports_(ports) {}

  Task<Answer> on_request(Request request) override;
  Response refuse(std::string_view code, std::string_view detail, const Head& head,
                  std::string_view principal) override;

 private:
  struct Context;

  /// The last write that told whether storage is well, or that is about to.
  struct StorageCheck {
    double began_ms;
    bool ok;
  };

  const Settings& settings();
  /// The answer, or nothing for the playground, which streams, and for `/ready` and
  /// `/openapi.json`, which have to ask others first.
  std::optional<Answer> decide(const Context& context);
  /// Hands a person on to a task's page, whoever they are.
  Answer forward_to_page(const Context& context, const Route& route);
  /// What the gateway says at once: a problem's page, or what is where.
  Answer describe(const Context& context, const Route& route);
  Task<Answer> check_readiness(Head head, std::string request_id);
  /// Whether the shared database takes a write and gives it back. An answer of less than a second
  /// ago is given again, so that nobody wears out a disk by asking.
  Task<bool> check_storage();
  Task<Answer> describe_routes(Head head, std::string request_id);
  /// Asks the service `fn` for something that it has for the gateway alone.
  Task<Result<FetchAnswer>> ask_fn(std::string path, std::string request_id);
  Answer answer_preflight(const Context& context);
  Response refuse_in(const Context& context, std::string_view code, std::string_view detail);
  /// `own` is the answer's common head.
  static Response refuse_with(const Head& own, std::string_view code, std::string_view detail);
  /// The client's request id when it is a sane token, else a new one.
  std::string request_id_of(const Head& head);
  /// What every answer to a request with this head has.
  Head common_head(const Head& head, std::string_view request_id, double began_ms);
  Head common_head(const Context& context);

  Ports ports_;
  std::optional<Settings> settings_;
  std::optional<StorageCheck> storage_check_;
};

}  // namespace skerry::gateway
