#include "probe_actor_cpp.h"

#include "modules/probe/probe_actor.hpp"
#include "modules/sdk/component/actor.hpp"
#include "modules/sdk/component/actor_storage.hpp"
#include "modules/sdk/component/alarm.hpp"
#include "modules/sdk/component/basics.hpp"
#include "modules/sdk/component/blobs.hpp"
#include "modules/sdk/component/fetch.hpp"
#include "modules/sdk/component/http.hpp"
#include "modules/sdk/component/sandbox.hpp"
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
  Blobs blobs;
  Timers timers;
  Alarm alarm;
  Sockets sockets;
  Sandbox sandbox;
  probe::ProbeActor module{{.basics = basics.basics(),
                            .fetch = fetch,
                            .storage = storage,
                            .blobs = blobs,
                            .timers = timers,
                            .sandbox = sandbox,
                            .actor = &actor,
                            .actor_storage = &actor_storage,
                            .alarm = &alarm,
                            .sockets = &sockets}};
  Instance instance{module, {.http = &http}};
};

}  // namespace

Instance& instance() {
  // Made by the first event: a static constructor may call no import.
  static World& world = *new World;
  return world.instance;
}

}  // namespace skerry::component
