#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modules/fn/jobs/creation.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/http.hpp"
#include "modules/sdk/idempotency.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/queue.hpp"
#include "modules/sdk/router.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::fn {

/// The routes of jobs and webhooks.
enum class JobRoute : std::uint8_t {
  kList,          ///< `GET /fn/jobs`
  kRead,          ///< `GET /fn/jobs/:jobId`
  kEvents,        ///< `GET /fn/jobs/:jobId/events`
  kSocket,        ///< `GET /fn/jobs/:jobId/ws`
  kCancel,        ///< `POST /fn/jobs/:jobId/cancel`
  kDeliveries,    ///< `GET /fn/jobs/:jobId/deliveries`
  kRedeliver,     ///< `POST /fn/jobs/:jobId/deliveries/:deliveryId/redeliver`
  kSecret,        ///< `GET /fn/webhooks/secret`
  kRotateSecret,  ///< `POST /fn/webhooks/secret/rotate`
};

/// What the stateless front does about jobs: it makes them, finds them, and hands requests on to
/// their actors. It keeps nothing.
class JobsFront {
 public:
  struct Ports {
    Basics basics;
    FetchPort& fetch;
    StoragePort& storage;
    QueuePort& queue;
  };
  /// The queue whose messages wake jobs, and the one for those that nobody could do.
  static constexpr std::string_view kQueue = "fn";
  static constexpr std::string_view kDeadQueue = "fn-dead";

  explicit JobsFront(Ports ports) : ports_(ports) {}

  /// Makes the job of this id, or finds it, and answers 202 with its `Location`. `call` is the
  /// caller's JSON text. Fails with `invalid_arguments` for a callback address inside,
  /// `agent_unavailable`, `too_many_queued`, `storage_unavailable` and `destination_unavailable`;
  /// then there is no job that anybody knows.
  [[nodiscard]] Task<Response> create(std::string id, JobCreation creation, std::string call);

  /// Answers a request to a route other than `kEvents` and `kSocket`. A secret's rotation whose
  /// identity made the current secret is only shown. `identity` is read when work begins; null for
  /// none.
  [[nodiscard]] Task<Response> respond(JobRoute route, std::string query, PathParameters parameters,
                                       Principal principal,
                                       const std::optional<WorkIdentity>* identity = nullptr);
  /// Hands a watcher on to the job, by one of these two routes.
  [[nodiscard]] Answer watch(JobRoute route, const Request& request,
                             const PathParameters& parameters, const Principal& principal);

  /// A message of the queue: wakes the job whose id it is.
  [[nodiscard]] Task<QueueVerdict> on_message(QueueMessage message);
  /// A job's actor gives it up: its id goes to the dead letters.
  [[nodiscard]] Task<Response> dead_letter(std::string body, std::string request_id);

  /// The methods `getJob` and `cancelJob`; `arguments` is the JSON text of `{"jobId"}`.
  [[nodiscard]] Task<Response> call(JobRoute route, std::string arguments, Principal principal);

 private:
  [[nodiscard]] Task<Response> list(std::string query, Principal principal);
  [[nodiscard]] Task<Response> secret(Principal principal);
  [[nodiscard]] Task<Response> rotate_secret(Principal principal, std::string rotation_id);
  /// Asks a job's actor. `path` is one of its door's.
  [[nodiscard]] Task<Response> ask(std::string job_id, std::string method, std::string path,
                                   std::string body, Principal principal);
  [[nodiscard]] Task<bool> has_agent(Principal principal);
  /// Whether the tenant may have one more; the answer when not.
  [[nodiscard]] Task<std::optional<Response>> check_room(Principal principal);

  Ports ports_;
};

}  // namespace skerry::fn
