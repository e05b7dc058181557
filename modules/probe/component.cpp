#include "probe_cpp.h"

#include "modules/probe/probe.hpp"
#include "modules/sdk/component/basics.hpp"
#include "modules/sdk/component/blobs.hpp"
#include "modules/sdk/component/fetch.hpp"
#include "modules/sdk/component/http.hpp"
#include "modules/sdk/component/queue.hpp"
#include "modules/sdk/component/rpc.hpp"
#include "modules/sdk/component/sandbox.hpp"
#include "modules/sdk/component/storage.hpp"
#include "modules/sdk/component/timers.hpp"

namespace skerry::component {
namespace {

struct World {
  BasicPorts basics;
  Http http;
  Rpc rpc;
  Fetch fetch;
  Storage storage;
  Blobs blobs;
  Queue queue;
  Timers timers;
  Sandbox sandbox;
  probe::Probe module{{.basics = basics.basics(),
                       .fetch = fetch,
                       .storage = storage,
                       .blobs = blobs,
                       .timers = timers,
                       .sandbox = sandbox,
                       .queue = &queue}};
  Instance instance{module, {&http, &rpc, &queue}};
};

}  // namespace

Instance& instance() {
  // Made by the first event: a static constructor may call no import.
  static World& world = *new World;
  return world.instance;
}

}  // namespace skerry::component
