#include "job_cpp.h"

#include "modules/fn/jobs/job.hpp"
#include "modules/fn/tasks/human_task.hpp"
#include "modules/sdk/component/actor.hpp"
#include "modules/sdk/component/actor_storage.hpp"
#include "modules/sdk/component/alarm.hpp"
#include "modules/sdk/component/basics.hpp"
#include "modules/sdk/component/fetch.hpp"
#include "modules/sdk/component/http.hpp"
#include "modules/sdk/component/sockets.hpp"
#include "modules/sdk/component/storage.hpp"
#include "modules/sdk/component/timers.hpp"

namespace skerry::component {
namespace {

struct World {
  BasicPorts basics;
  Http http;
  Fetch fetch;
  Storage storage;
  ActorStorage actor_storage;
  Actor actor;
  Timers timers;
  Alarm alarm;
  Sockets sockets;
  fn::Job module{{.basics = basics.basics(),
                  .fetch = fetch,
                  .storage = storage,
                  .actor_storage = actor_storage,
                  .actor = actor,
                  .timers = timers,
                  .alarm = alarm,
                  .sockets = sockets},
                 fn::human_tasks({.basics = basics.basics(), .storage = storage})};
  Instance instance{module, {.http = &http}};
};

}  // namespace

Instance& instance() {
  // Made by the first event: a static constructor may call no import.
  static World& world = *new World;
  return world.instance;
}

}  // namespace skerry::component
